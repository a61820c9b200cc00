// The browser's side: takes over the page that came, and from then on goes from screen to screen without a reload.
import '@lectern/ui/styles.css';
import { createClient } from '@lectern/sdk';
import { announce, belowBase, messagesReady, setBase, speakLanguage, to } from '@lectern/ui';
import { hydrate, render } from 'preact';
import { App, type Person, type Ready, viewerOf } from './app.tsx';
import { failed, isNothing, nothingHere } from './faults.tsx';
import { find } from './loading.ts';
import { t } from './messages.ts';
import { watchLinks } from './navigation.ts';
import type { Inlined } from './server.tsx';

const root = document.getElementById('app')!;
const inlined = JSON.parse(document.getElementById('inlined')!.textContent!) as Inlined;
setBase(inlined.base);
const { school } = inlined;
const person: Person | null = inlined.person;
const lms = createClient({ url: `${location.origin}${inlined.base}` });
let shown: Ready | undefined;
let leaving: AbortController | undefined;

const here = () => ({ path: decodeURI(belowBase(location.pathname) ?? '/'), query: new URLSearchParams(location.search) });

function draw(ready: Ready): void {
  const app = <App ready={ready} school={school} viewer={viewerOf(person)} lms={lms} offline={!navigator.onLine} onSignOut={signOut} />;
  if (shown) render(app, root);
  else hydrate(app, root);
  shown = ready;
}

/** Loads what stands at an address. The old screen stays until the new one can be drawn whole. */
async function load(given?: { data: unknown }): Promise<Ready | undefined> {
  leaving?.abort();
  const visit = new AbortController();
  leaving = visit;
  const { path, query } = here();
  try {
    const found = await find({ path, query, viewer: viewerOf(person), lms, signal: visit.signal, ...(given && { given }) });
    await messagesReady();
    if (visit.signal.aborted) return undefined;
    if (found.kind === 'sign in') return void location.replace(to('/sign-in', undefined, { next: `${path}${location.search}` }));
    return found.kind === 'ready' ? found.ready : nothingHere(path);
  } catch (error) {
    if (visit.signal.aborted) return undefined;
    if (error instanceof Error && error.name === 'Redirect') return void location.replace(to((error as Error & { path: string }).path as '/'));
    return isNothing(error) ? nothingHere(path) : failed(path, error, () => void show());
  }
}

export async function show(): Promise<void> {
  const ready = await load();
  if (!ready) return;
  const change = () => {
    draw(ready);
    const title = ready.screen.title(ready.data);
    document.title = title ? t('title.of-school', { title, school: school.name }) : school.name;
  };
  const started = 'startViewTransition' in document && !matchMedia('(prefers-reduced-motion: reduce)').matches ? document.startViewTransition(change).updateCallbackDone : change();
  await started;
  announce(t('shell.arrived', { title: document.title }));
}

async function signOut(): Promise<void> {
  await lms.auth.signOut();
  location.assign(to('/'));
}

await speakLanguage(school.locale);
const first = inlined.page ? await load(inlined.page) : undefined;
if (first) draw(first);
document.documentElement.dataset.ready = '';
watchLinks(show);
for (const event of ['online', 'offline']) addEventListener(event, () => shown && draw(shown));
