// A school as self-hosters run it: below a path behind a proxy that ends TLS, on plain http in a home network, without mail.
import { rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signUpAndRead, writeFolder } from './first-day.ts';
import { freePort, type Nginx, noNginx, openProxy } from './nginx.ts';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { taken, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let browser: Browser;
let course: string;
beforeAll(async () => {
  if (!noBrowser) [browser, course] = await Promise.all([launch({ believing: true }), writeFolder()]);
});
afterAll(async () => {
  await browser?.close();
  if (course) await rm(dirname(course), { recursive: true, force: true });
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
const sessionOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === 'lectern_session');

/** As a screen would: from the page, with its cookie. */
const asked = (
  page: Page,
  method: string,
  address: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> =>
  page.evaluate(
    async ({ method, address, body }) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, {
        method,
        ...(body !== undefined && { headers, body: JSON.stringify(body) }),
      });
      return { status: answer.status, json: await answer.json() };
    },
    { method, address, body },
  );
/** Addresses that a page's head and body name, whichever way. */
const addressesOf = (html: string): string[] =>
  [...html.matchAll(/(?:href|src|action|content)="(https?:\/\/[^"]+)"/g)].map((match) => match[1]!);

describe.skipIf(noBrowser || noNginx)('behind a proxy that ends TLS, below a path of a name that has more', () => {
  let school: School;
  let proxy: Nginx;
  let below: { readonly url: string };
  beforeAll(async () => {
    school = await openSchool({ basePath: '/learn', environment: { LECTERN_TRUST_PROXY: 'true' } });
    await school.lms('import', course, '--publish');
    proxy = await openProxy(school.url);
    below = { url: `${proxy.origin}/learn` };
  });
  afterAll(async () => {
    await proxy?.close();
    await school?.close();
  });
  const visitor = () => watched(browser, below);
  async function signedIn() {
    const view = await visitor();
    await view.visit('/sign-in?next=/teach');
    await signIn(view.page);
    await view.page.waitForURL(`${below.url}/teach`);
    await taken(view.page);
    return view;
  }

  test('a learner signs up and reads, and no request leaves the path', async () => {
    const view = await visitor();
    const outside: string[] = [];
    view.page.on('request', (request) => request.url().startsWith(`${below.url}/`) || outside.push(request.url()));
    await view.visit('/home');
    expect(view.page.url()).toBe(`${below.url}/sign-in?next=%2Fhome`); // where the redirect led
    await view.visit('/?from=elsewhere');
    await signUpAndRead(view);
    expect(outside).toEqual([]);
    await view.done();
  });

  // Without X-Forwarded-Proto in the snippet the cookie came without Secure, and what was changed was refused as of another
  // site, which the test above tells too.
  test('the cookie is for https alone, and every link that is handed out begins as people see the school', async () => {
    const { page, done } = await signedIn();
    expect(await sessionOf(page)).toMatchObject({ secure: true, httpOnly: true });
    const { json } = await asked(page, 'POST', '/learn/api/auth/invitations', {
      name: 'Ben',
      email: 'ben@example.org',
    });
    expect((json as { link: string }).link.startsWith(`${below.url}/set-up/`)).toBe(true);
    await done();
  });

  // The server's siteOf() does not ask the proxy: with LECTERN_URL it is right, without it pages say http. Then: test.
  test('pages name themselves as people see them', async () => {
    const { page, done } = await visitor();
    await page.goto(`${below.url}/courses/reading-the-sea`);
    const named = addressesOf(await page.content());
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((one) => !one.startsWith(below.url))).toEqual([]);
    await done();
  });

  // Without the server's X-Accel-Buffering: no, nginx kept it for a minute.
  test('what happens is heard at once, not when a buffer is full', async () => {
    const { page, done } = await signedIn();
    const heard = await page.evaluate(async () => {
      const leave = new AbortController();
      const late = setTimeout(() => leave.abort(), 10_000);
      const answer = await fetch('/learn/api/realtime?on=me', { signal: leave.signal });
      const first = await answer.body!.pipeThrough(new TextDecoderStream()).getReader().read();
      clearTimeout(late);
      leave.abort();
      return first.value;
    });
    expect(heard).toContain('event: ready');
    await done();
  });

  // With nginx's own 1 MB for a body, which the snippet lifts, this was refused with 413.
  test('a large file comes through whole', async () => {
    const { page, done } = await signedIn();
    const { json } = await asked(page, 'POST', '/learn/api/interop/imports', { name: 'large' });
    const { id } = json as { id: string };
    const status = await page.evaluate(async (address) => {
      const body = new Uint8Array(30_000_000).fill(97);
      const headers = { 'content-type': 'application/octet-stream' };
      return (await fetch(address, { method: 'PUT', body, headers })).status;
    }, `/learn/api/interop/imports/${id}/file?path=film.mp4`);
    expect(status).toBe(200);
    await done();
  });
});

/** This machine as others of its network call it. */
const homeAddress = Object.values(networkInterfaces())
  .flat()
  .find((one) => one && !one.internal && one.family === 'IPv4')?.address;

describe.skipIf(noBrowser)('on plain http in a home network', () => {
  const host = homeAddress ?? '127.0.0.2';
  let unnamed: School;
  /** One that was told the address others type. */
  let named: School;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://${host}:${port}`;
    [unnamed, named] = await Promise.all([
      openSchool({ serving: ['--host', '0.0.0.0'] }),
      openSchool({
        environment: { LECTERN_URL: url },
        serving: ['--host', '0.0.0.0', '--port', String(port)],
      }),
    ]);
    await unnamed.lms('import', course, '--publish');
  });
  afterAll(async () => {
    // First, and there is nobody after us: a school waits ten seconds for a connection on which nothing was asked yet, and
    // browsers keep some in store.
    await browser?.close();
    await Promise.all([unnamed?.close(), named?.close()]);
  });

  // With an address of https in LECTERN_URL, whose cookie a browser does not send here, both went red.
  test('people sign in by the address of the machine, and nothing leads them to https', async () => {
    const at = { url: `http://${host}:${new URL(unnamed.url).port}` };
    const view = await watched(browser, at);
    await signUpAndRead(view);
    expect(await sessionOf(view.page)).toMatchObject({ secure: false, httpOnly: true });
    const answer = await view.page.goto(`${at.url}/courses/reading-the-sea`);
    expect(answer!.headers()['strict-transport-security']).toBeUndefined();
    expect(answer!.headers()['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(addressesOf(await view.page.content()).filter((one) => !one.startsWith(at.url))).toEqual([]);
    await view.done();
  });

  test('without mail the owner hands out links, at the address that others can open', async () => {
    expect(await named.lms('doctor')).toContain('kept as files in data/mail');
    const printed = await named.lms('user', 'create', 'ben@example.org');
    const link = printed.trim().split('\n').at(-1)!;
    expect(link.startsWith(`${url}/set-up/`)).toBe(true);
    const { page, done } = await watched(browser, { url });
    await page.goto(link);
    await taken(page);
    await page.getByLabel('Password').fill('a bench beside the door');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.waitForURL((address) => !address.pathname.startsWith('/set-up'));
    expect((await sessionOf(page))?.secure).toBe(false);
    await done();
  });
});
