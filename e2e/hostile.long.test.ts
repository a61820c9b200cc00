// What strangers put into folders, read in a real browser: the fifteen hostile folders of the importer, and one with links
// that lead out of it. What each brings in and reports is said beside the importer; here nothing of it may run.
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hostile } from '../packages/plugins/platform/interop/test/markdown/hostile-folders.ts';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { type Watched, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

interface Course {
  readonly id: string;
  readonly slug: string;
  readonly sections: readonly { readonly lessons: readonly { readonly id: string; readonly slug: string }[] }[];
}
interface Told {
  readonly id: string;
  readonly state: string;
  readonly courseId: string | null;
  readonly report: { readonly lost: readonly { readonly at: string; readonly reason: string }[] } | null;
}

describe.skipIf(noBrowser)('what a hostile folder brings into a browser', () => {
  let browser: Browser;
  let school: School;
  const courses: Course[] = [];
  /** Addresses of the files that were carried: each is also opened by itself. */
  const files: string[] = [];

  /** A watched page that also tells of dialogs and of code that came in with a lesson: all such code calls `pwned`. */
  async function listening(options: BrowserContextOptions = {}): Promise<Watched & { readonly heard: string[] }> {
    // A file that is opened by itself makes the browser ask for an icon that is not there.
    const view = await watched(browser, school, options, ['status of 404']);
    const heard: string[] = [];
    view.page.on('dialog', (dialog) => {
      heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await view.page.context().exposeFunction('pwned', (...given: unknown[]) => void heard.push(`ran: ${given}`));
    return { ...view, heard };
  }
  async function signedIn(options?: BrowserContextOptions): Promise<Awaited<ReturnType<typeof listening>>> {
    const view = await listening(options);
    await view.signIn('/teach');
    return view;
  }

  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool()]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  test('the listener hears: a script in a page is refused by policy, and without the policy it runs', async () => {
    const page = '<!doctype html><html data-ready><script>pwned(1)</script><img src="/none" onerror="pwned(2)">';
    for (const guarded of [true, false]) {
      const { page: tab, visit, heard, faults } = await listening();
      await tab.route('**/none', (route) => route.fulfill({ status: 404 }));
      await tab.route('**/trap', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: page,
          headers: guarded ? { 'content-security-policy': "default-src 'self'" } : {},
        }),
      );
      await visit('/trap');
      if (guarded)
        await expect
          .poll(() => faults.filter((fault) => fault.startsWith('refused by policy: script-src')).length)
          .toBe(2);
      else await expect.poll(() => heard.toSorted()).toEqual(['ran: 1', 'ran: 2']);
      if (guarded) expect(heard).toEqual([]);
      await tab.context().close();
    }
  });

  test('every folder comes in over the wire, and what was refused is told', async () => {
    const { page, done } = await signedIn();
    const call = async <T>(
      method: string,
      path: string,
      data?: string | Buffer,
    ): Promise<{ status: number; body: T }> => {
      const answer = await page.request.fetch(`${school.url}/api${path}`, {
        method,
        headers: {
          origin: new URL(school.url).origin,
          ...(typeof data === 'string' && { 'content-type': 'application/json' }),
          ...(Buffer.isBuffer(data) && { 'content-type': 'application/octet-stream' }),
        },
        ...(data !== undefined && { data }),
        timeout: 120_000,
      });
      return { status: answer.status(), body: (await answer.json()) as T };
    };
    const refused: string[] = [];
    for (const [name, { folder, sizes = {} }] of Object.entries(hostile) as [
      string,
      { folder: Record<string, string | Uint8Array>; sizes?: Record<string, number> },
    ][]) {
      const { id } = (await call<Told>('POST', '/interop/imports', JSON.stringify({ name }))).body;
      const bodies = [
        ...Object.entries(folder).map(([path, body]) => [path, Buffer.from(body as Uint8Array)] as const),
        ...Object.entries(sizes).map(([path, size]) => [path, Buffer.alloc(size, 'a')] as const),
      ];
      for (const [path, body] of bodies) {
        const { status } = await call('PUT', `/interop/imports/${id}/file?path=${encodeURIComponent(path)}`, body);
        if (status !== 200) refused.push(`${status} ${path}`);
      }
      await call('POST', `/interop/imports/${id}/run`, JSON.stringify({ publish: true }));
      let told: Told;
      do {
        await new Promise((resolve) => setTimeout(resolve, 100));
        told = (await call<Told>('GET', `/interop/imports/${id}`)).body;
      } while (told.state === 'waiting' || told.state === 'running');
      expect(told.state, name).toBe('done');
      if (name === 'aHundredMegabytes')
        expect(told.report!.lost.map(({ reason }) => reason)).toContain(
          'the file has 100000000 bytes; a lesson has at most 5000000',
        );
      courses.push((await call<Course>('GET', `/courses/${told.courseId}`)).body);
      const exported = await call<{ files: { asset?: string }[] }>('GET', `/interop/courses/${told.courseId}/export`);
      files.push(...exported.body.files.flatMap(({ asset }) => (asset ? [asset] : [])));
    }
    expect(refused).toEqual([
      '422 ../up.md',
      '422 a/../../b.md',
      '422 /etc/passwd.md',
      '422 nul\0.md',
      '422 a//b.md',
      '422 c:\\x.md',
    ]);
    expect(files).toHaveLength(2);
    await done();
  });

  test('links that lead out of a folder are told and not followed by the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-links-'));
    await writeFile(join(folder, 'a.md'), 'See [secret](out.md) and ![it](out.png).');
    await writeFile(join(tmpdir(), 'lectern-outside.md'), 'do not carry me');
    await symlink(join(tmpdir(), 'lectern-outside.md'), join(folder, 'out.md'));
    await symlink('/etc/passwd', join(folder, 'out.png'));
    await symlink('/', join(folder, 'root'));
    const printed = await school.lms('import', folder, '--publish', '--allow-loss');
    for (const name of ['out.md', 'out.png', 'root']) expect(printed).toContain(`lost: ${name}: a symbolic link`);
    expect(printed).toContain('created: 1 courses, 1 sections, 1 lessons');
    await rm(folder, { recursive: true });
    await rm(join(tmpdir(), 'lectern-outside.md'));
  });

  /** Everything a lesson's markup could hold that acts: listeners in attributes, addresses that run, frames, controls. */
  const armed = () =>
    [...document.querySelectorAll('[data-lesson], [data-lesson] *')].flatMap((one) => [
      ...[...one.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => `${one.tagName} ${name}`),
      ...['href', 'src', 'action', 'formaction', 'xlink:href', 'data']
        .map((name) => one.getAttribute(name) ?? '')
        .filter((address) => /^\s*(?:javascript|vbscript|data):/i.test(address))
        .map((address) => `${one.tagName} ${address.slice(0, 60)}`),
      ...(/^(?:script|style|iframe|object|embed|form|input|link|meta|base|math|svg)$/i.test(one.tagName) &&
      !one.closest('.copy')
        ? [one.tagName]
        : []),
    ]);
  /** What a reader's hand would set off. */
  const touchAll = () => {
    for (const one of document.querySelectorAll('[data-lesson] *'))
      for (const kind of ['pointerover', 'mouseover', 'focus', 'load', 'error', 'toggle'])
        one.dispatchEvent(new Event(kind));
    for (const one of document.querySelectorAll<HTMLElement>('[data-lesson] :not(a[href^="http"], a[href^="/"]'))
      one.click();
  };

  // The policy refuses what slipped through, and tells; without the policy the sanitiser stands alone. With `on...` let
  // through by attributesOf in content's sanitize.ts, both went red.
  test.each([
    ['any screen a learner has, under the policy of the school', false],
    ['any screen at all, without any policy', true],
  ])('nothing runs on %s', async (_, bypassCSP) => {
    const { page, visit, done, heard } = await signedIn({ bypassCSP });
    for (const { id, slug, sections } of courses) {
      await visit(`/courses/${slug}`);
      if (bypassCSP) await visit(`/teach/${id}`);
      for (const lesson of sections.flatMap(({ lessons }) => lessons)) {
        await visit(`/learn/${slug}/${lesson.slug}`);
        expect.soft(await page.evaluate(armed), `${slug}/${lesson.slug}`).toEqual([]);
        await page.evaluate(touchAll);
        if (bypassCSP) await visit(`/teach/${id}/${lesson.id}`);
      }
    }
    for (const address of files) await page.goto(address);
    expect.soft(heard).toEqual([]);
    await done();
  });
});
