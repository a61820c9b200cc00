import { useSignal } from '@preact/signals';
import { render } from 'preact';
import {
  Avatar,
  Bell,
  directionOf,
  Footer,
  KeyList,
  language,
  PageHead,
  Searchbox,
  Shell,
  speakLanguage,
  Tabbar,
  ThemeControl,
  Topbar,
  t,
  useKeys,
} from '../src/index.ts';
import { Basics } from './basics.tsx';
import { Books } from './books.tsx';
import { Feedback } from './feedback.tsx';
import { w } from './words.ts';

const asked = new URLSearchParams(location.search);
const root = document.documentElement;
const theme = asked.get('theme');
if (theme) root.dataset.theme = theme;
const hue = asked.get('hue');
if (hue) root.style.setProperty('--brand-hue', hue);
await speakLanguage(asked.get('lang') ?? 'en-GB');
root.lang = language();
root.dir = directionOf(language());

function Specimen() {
  const help = useSignal(false);
  useKeys([
    { keys: '?', label: t('keys.help'), run: () => (help.value = true) },
    { keys: '/', label: t('keys.search'), run: () => {} },
    { keys: 'g c', label: t('nav.courses'), run: () => {} },
  ]);
  const links = [
    { label: t('nav.courses'), href: '#courses', icon: 'library' },
    { label: t('nav.learning'), short: t('nav.learning-short'), href: '#learning', icon: 'book-open', current: true },
    { label: t('nav.community'), href: '#community', icon: 'messages-square' },
    { label: t('nav.teach'), short: t('nav.you'), href: '#teach', icon: 'circle-user-round' },
  ] as const;
  return (
    <Shell
      topbar={
        <Topbar school={w('school')} home="#home" nav={links}>
          <Searchbox onOpen={() => {}} />
          <Bell unread={2} href="#bell" />
          <button type="button" class="account only-wide">
            <Avatar name={w('person')} />
            <span class="visually-hidden">{t('shell.account', { name: w('person') })}</span>
          </button>
        </Topbar>
      }
      footer={
        <Footer
          words={w('foot')}
          links={[
            { label: t('nav.verify'), href: '#verify' },
            { label: t('nav.privacy'), href: '#privacy' },
            { label: t('nav.accessibility'), href: '#accessibility' },
          ]}
        />
      }
      tabbar={<Tabbar links={links} />}
    >
      <PageHead title={w('title')} actions={<ThemeControl />}>
        {w('intro')}
      </PageHead>
      <div class="sheet">
        <Basics />
        <Feedback />
        <Books />
      </div>
      <KeyList open={help.value} onClose={() => (help.value = false)} />
    </Shell>
  );
}

render(<Specimen />, document.body);
