// The browser's side: takes over the page that came, and from then on goes from screen to screen without a reload.
import '@lectern/ui/styles.css';
import { academyWeb } from '@lectern/academy/web';
import { createClient, isProblem } from '@lectern/sdk';
import {
  announce,
  belowBase,
  Elsewhere,
  go,
  goAfresh,
  messagesReady,
  setBase,
  speakLanguage,
  to,
  t as ui,
} from '@lectern/ui';
import { hydrate, render } from 'preact';
import { App, type Person, type Ready, viewerOf } from './app.tsx';
import { bring } from './bring.ts';
import { failed, isNothing, nothingHere } from './faults.tsx';
import { registryOf, shownOf } from './foreign.ts';
import { find } from './loading.ts';
import { t } from './messages.ts';
import { watchLinks } from './navigation.ts';
import type { Inlined } from './server.tsx';

const root = document.getElementById('app')!;
const inlined = JSON.parse(document.getElementById('inlined')!.textContent!) as Inlined;
setBase(inlined.base);
const { school } = inlined;
const person: Person | null = inlined.person;
const registry = registryOf(...shownOf(academyWeb, inlined.foreign ?? [], inlined.off ?? []), bring(inlined.base));
const lms = createClient({ url: `${location.origin}${inlined.base}` });
let shown: Ready | undefined;
let leaving: AbortController | undefined;

const here = () => ({ path: belowBase(location.pathname) ?? '/', query: new URLSearchParams(location.search) });

function draw(ready: Ready): void {
  const app = (
    <App
      registry={registry}
      ready={ready}
      school={school}
      viewer={viewerOf(person)}
      impersonator={person?.impersonator?.name}
      lms={lms}
      offline={!navigator.onLine}
      onSignOut={signOut}
    />
  );
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
  const signIn = () => to('/sign-in', undefined, { next: `${path}${location.search}` });
  try {
    const found = await find({
      registry,
      path,
      query,
      viewer: viewerOf(person),
      lms,
      signal: visit.signal,
      ...(given && { given }),
    });
    await messagesReady();
    if (visit.signal.aborted) return undefined;
    if (found.kind === 'sign in') return void go(signIn(), 'replace');
    return found.kind === 'ready' ? found.ready : nothingHere(path);
  } catch (error) {
    if (visit.signal.aborted) return undefined;
    if (error instanceof Elsewhere) return void go(error.address, 'replace');
    // The session has ended meanwhile: what this page knows of the person is not true any more.
    if (person && isProblem(error) && error.status === 401) return void goAfresh(signIn());
    return isNothing(error) ? nothingHere(path) : failed(path, error, retry);
  }
}
const retry = () => void show();

/** A page that comes within this time needs no sign that it is coming. */
const patienceMilliseconds = 250;

/** Loads, and after a while says that it does: the page of before still stands and looks as if nothing happened. */
async function loadVisibly(): Promise<Ready | undefined> {
  const { dataset } = document.documentElement;
  const timer = setTimeout(() => {
    dataset.going = '';
    announce(ui('loading'));
  }, patienceMilliseconds);
  const ready = await load();
  clearTimeout(timer);
  // Overtaken by another visit, whose sign this now is.
  if (ready) delete dataset.going;
  return ready;
}

/** Draws what stands at the address now; answers whether it was drawn, for another visit may have come between. */
export async function show(): Promise<boolean> {
  const ready = await loadVisibly();
  if (!ready) return false;
  const change = () => {
    draw(ready);
    const title = ready.screen.title(ready.data);
    document.title = title ? t('title.of-school', { title, school: school.name }) : school.name;
  };
  if ('startViewTransition' in document && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const transition = document.startViewTransition(change);
    // A transition that is overtaken by the next one, or by a hidden tab, says so by rejecting.
    for (const part of [transition.ready, transition.finished]) part.catch(() => {});
    await transition.updateCallbackDone;
  } else change();
  document.getElementById('main')?.focus({ preventScroll: true });
  announce(t('shell.arrived', { title: document.title }));
  return true;
}

async function signOut(): Promise<void> {
  await lms.auth.signOut();
  goAfresh(to('/'));
}

/** What the server drew, again, so that the two are the same. */
async function first(): Promise<Ready | undefined> {
  const { page } = inlined;
  if ('fault' in page) {
    const { path } = here();
    return page.fault === 'nothing here' ? nothingHere(path) : failed(path, page.fault, retry);
  }
  if ('later' in page) return load();
  return load({ data: page.data }); // a screen without data has none on its way here either
}

await speakLanguage(inlined.language);
const ready = await first();
if (ready) draw(ready);
document.documentElement.dataset.ready = '';
watchLinks(registry, show);
dispatchEvent(new Event('lectern:ready')); // what was pressed before (ui's before-paint.js) is done now
for (const event of ['online', 'offline']) addEventListener(event, () => shown && draw(shown));
