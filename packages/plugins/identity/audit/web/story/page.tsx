import {
  Button,
  ByCommand,
  Crumbs,
  Empty,
  formatList,
  go,
  More,
  PageHead,
  type ScreenProps,
  Time,
  to,
} from '@lectern/ui';
import { HoldButton } from '../keeping/hold.tsx';
import { Days } from '../shown/days.tsx';
import { beginningOf, dayOf, endOf, lastDay } from '../shown/period.ts';
import { type Told, useTold } from '../shown/told.ts';
import { t } from '../words/words.ts';
import { pageSize, periodIn, type Story, type Whose } from './read.ts';

/** All that one person, or one session, did and met, in every part of the school. */
export function Page({ data, query, lms, viewer }: ScreenProps<Story>) {
  const { whose, name = t('who.gone') } = data;
  const { list, told } = useTold(data, lms, (cursor) =>
    lms.audit.timeline({ ...whose, ...periodIn(query), limit: pageSize, cursor }),
  );
  const isPerson = 'person' in whose;
  return (
    <>
      <Crumbs path={[{ label: t('log'), href: to('/admin/audit') }]} />
      <PageHead
        size="medium"
        title={t(isPerson ? 'story.person' : 'story.session', { name })}
        actions={
          isPerson && viewer?.may('audit.hold') && <HoldButton lms={lms} on={{ person: whose.person }} about={name} />
        }
      >
        {t(isPerson ? 'story.person.what' : 'story.session.what')}
      </PageHead>
      <Period whose={whose} query={query} />
      {told.entries.length === 0 ? (
        <Empty title={t('log.none')}>{t('log.none.what')}</Empty>
      ) : (
        <>
          <Summary entries={told.entries} isWhole={!list.hasMore} />
          <Days told={told} />
        </>
      )}
      <More of={list} label={t('log.more')} />
      <div class="log-end">
        <ByCommand command={`lms audit timeline ${isPerson ? whose.person : `--session ${whose.session}`}`} />
      </div>
    </>
  );
}

/** What somebody wants to know first: since when, until when, from where, and how often they were refused. */
function Summary({ entries, isWhole }: { readonly entries: Told['entries']; readonly isWhole: boolean }) {
  const places = [...new Set(entries.flatMap(({ address }) => address ?? []))];
  const refused = entries.filter(({ outcome }) => outcome !== 'done').length;
  return (
    <dl class="log-facts">
      <dt>{t(isWhole ? 'story.first' : 'story.shown-from')}</dt>
      <dd>
        <Time at={entries.at(-1)!.at} as="moment" />
      </dd>
      <dt>{t('story.last')}</dt>
      <dd>
        <Time at={entries[0]!.at} as="moment" />
      </dd>
      {places.length > 0 && (
        <>
          <dt>{t('fact.from')}</dt>
          <dd>
            <bdi>{formatList(places)}</bdi>
          </dd>
        </>
      )}
      <dt>{t('story.refused')}</dt>
      <dd>{t('story.refused.of', { count: refused, all: entries.length })}</dd>
    </dl>
  );
}

function Period({ whose, query }: { readonly whose: Whose; readonly query: URLSearchParams }) {
  const { from, to: until } = periodIn(query);
  const address = (form: FormData) => {
    const [first, last] = [String(form.get('first') ?? ''), String(form.get('last') ?? '')];
    const period = { ...(first && { from: beginningOf(first) }), ...(last && { to: endOf(last) }) };
    return 'person' in whose
      ? to('/admin/audit/people/:personId', { personId: whose.person }, period)
      : to('/admin/audit/sessions/:session', { session: whose.session }, period);
  };
  return (
    <form
      class="log-tools"
      method="get"
      aria-label={t('find.when')}
      onSubmit={(event) => {
        event.preventDefault();
        go(address(new FormData(event.currentTarget)));
      }}
    >
      <label class="field">
        {t('find.from')}
        <input class="input" type="date" name="first" defaultValue={from ? dayOf(from) : ''} />
      </label>
      <label class="field">
        {t('find.to')}
        <input class="input" type="date" name="last" defaultValue={until ? lastDay(until) : ''} />
      </label>
      <Button submit>{t('find.show')}</Button>
    </form>
  );
}
