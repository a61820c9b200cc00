// Two schools of one installation, each at a name of its own, behind a real nginx that ends TLS. Names lead to this machine
// in the browser and in the school alike, as DNS would lead them; everything else is asked over the wire.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { linkIn, type Mailbox, openMailbox } from '../packages/plugins/identity/auth/test/mailbox.ts';
import { freePort, type Nginx, noNginx, openProxy } from './nginx.ts';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { good, shoot, taken, type Watched, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const installation = 'lectern.test';
const halden = 'learn.halden.test';
const north = 'learn.north.test';
const names = [installation, halden, north];

/** What a hosts file says, for the process of a school. */
const hosts = `import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
const names = ${JSON.stringify(names)};
const lookup = dns.lookup;
dns.lookup = (name, ...rest) => lookup(names.includes(name) ? '127.0.0.1' : name, ...rest);
syncBuiltinESMExports();
`;

describe.skipIf(noBrowser || noNginx)('two schools, each at a name of its own', () => {
  let browser: Browser;
  let mailbox: Mailbox;
  let proxy: Nginx;
  let school: School;
  let folder: string;
  const at = (name: string) => ({ url: `https://${name}:${new URL(proxy.origin).port}` });
  const visitor = (name: string, expected: readonly string[] = []) => watched(browser, at(name), {}, expected);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-names-'));
    await writeFile(join(folder, 'hosts.mjs'), hosts);
    [browser, mailbox] = await Promise.all([launch({ names, believing: true }), openMailbox()]);
    const port = await freePort();
    proxy = await openProxy(`http://127.0.0.1:${port}`, { path: '', names });
    school = await openSchool({
      serving: ['--port', String(port)],
      environment: {
        LECTERN_URL: at(installation).url,
        LECTERN_TRUST_PROXY: 'true',
        LECTERN_PRIVATE_HOSTS: `${halden},${north}`,
        LECTERN_SMTP: mailbox.smtp,
        NODE_EXTRA_CA_CERTS: proxy.certificate,
        NODE_OPTIONS: `--import ${pathToFileURL(join(folder, 'hosts.mjs'))}`,
      },
    });
    await school.lms('org', 'create', 'north', '--name', 'Halden North');
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
    await Promise.all([proxy?.close(), mailbox?.close()]);
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function claim({ page, visit }: Watched, host: string): Promise<void> {
    await visit('/school/domains');
    await page.locator('[name=host]').fill(host);
    await page.getByRole('button', { name: 'Add the address' }).click();
    await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByRole('row', { name: new RegExp(`${host}.*Leads here`) }).waitFor();
  }
  async function colour({ page, visit }: Watched, hue: string): Promise<void> {
    await visit('/school/look');
    await page.locator('[name=brandHue]').fill(hue);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForFunction((hue) => document.documentElement.style.getPropertyValue('--brand-hue') === hue, hue);
  }
  const seenAt = async (name: string) => {
    const view = await visitor(name);
    await view.visit('/');
    const seen = await view.page.evaluate(() => ({
      title: document.title,
      hue: document.documentElement.style.getPropertyValue('--brand-hue'),
      text: document.body.textContent,
    }));
    await good(view.page, `own-host-${name}`);
    await view.done();
    return seen;
  };
  /** As a program writes it, whatever stands in Host. */
  const send = (host: string, method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const { port } = new URL(proxy.origin);
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          rejectUnauthorized: false,
          headers: { host, 'content-type': 'application/json', ...headers },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        },
      );
      sent.on('error', reject).end(body && JSON.stringify(body));
    });
  const mailFor = async (address: string) =>
    vi.waitFor(
      () =>
        mailbox.read().find(({ to }) => JSON.stringify(to).includes(address)) ?? Promise.reject(new Error('no mail')),
      {
        timeout: 20_000,
        interval: 200,
      },
    );
  const cookieOf = async (page: Page) =>
    (await page.context().cookies()).find(({ name }) => name === 'lectern_session');

  test('an owner claims a name for each of them; the school asks it over the wire whether it leads here', async () => {
    const view = await visitor(installation);
    await view.signIn('/school/domains');
    await claim(view, halden);
    await colour(view, '28');
    await view.visit('/account');
    await view.page.getByRole('button', { name: 'Go in' }).click();
    await view.page.getByRole('link', { name: 'Halden North' }).first().waitFor();
    await claim(view, north);
    await good(view.page, 'own-host-claimed');
    await colour(view, '310');
    await view.done();
  });

  test('a name shows the school that has it, in its colour; the installation’s own name shows the first', async () => {
    const [first, its, others] = [await seenAt(installation), await seenAt(halden), await seenAt(north)];
    expect([first.hue, its.hue, others.hue]).toEqual(['28', '28', '310']);
    expect(its.text).toContain('Halden Evening School');
    expect(others.text).toContain('Halden North');
    expect(others.text).not.toContain('Halden Evening School');
    expect([its.title, others.title].join()).toMatch(/Halden Evening School.*Halden North/);
  });

  test('who signs in at one name is nobody at the other; their cookie, carried there by hand, opens the school it is from', async () => {
    const view = await visitor(halden);
    await view.signIn('/home');
    const cookie = await cookieOf(view.page);
    expect(cookie).toMatchObject({ domain: halden, secure: true, httpOnly: true });
    const there = await view.page.context().newPage();
    await there.goto(`${at(north).url}/home`);
    await taken(there);
    expect(new URL(there.url()).pathname).toBe('/sign-in');
    await shoot(there, 'own-host-nobody');
    const { text } = await send(new URL(at(north).url).host, 'GET', '/api/organizations/current', undefined, {
      cookie: `lectern_session=${cookie?.value}`,
    });
    expect(JSON.parse(text)).toMatchObject({ name: 'Halden Evening School' });
    await there.close();
    await view.done();
  });

  test('links in mails name the host they were asked for at, with the port of the installation', async () => {
    for (const name of [halden, north]) {
      const view = await visitor(name);
      await view.visit('/forgot');
      await view.page.locator('[name=email]').fill(owner.email);
      await view.page.locator('button[type=submit]').first().click();
      expect(new URL(linkIn(await mailFor(owner.email))).origin).toBe(at(name).url);
      await view.done();
    }
    // Who is invited from the installation's name is led to the school's own.
    const view = await visitor(installation);
    await view.signIn('/people/invitations');
    await view.page.getByRole('button', { name: 'Invite people' }).click();
    await view.page.locator('[name=emails]').fill('nora@example.org');
    await view.page.getByRole('button', { name: 'Send the invitations' }).click();
    expect(new URL(linkIn(await mailFor('nora@example.org'))).origin).toBe(at(halden).url);
    await view.done();
  });

  test('a Host that somebody made up is in no mail, and changes nothing', async () => {
    const { port } = new URL(proxy.origin);
    // An address is mailed three times in a quarter of an hour: everybody asks for somebody else.
    const people: readonly (readonly [host: string, address: string])[] = [
      [`${north}:6666`, owner.email],
      ['evil.test', 'ben@example.org'],
      [`evil.test#${north}`, 'cleo@example.org'],
      [`${north}.evil.test`, 'dara@example.org'],
      [`${north}@evil.test`, 'edit@example.org'],
    ];
    for (const [host, address] of people) {
      if (address !== owner.email) await school.lms('user', 'create', address, '--name', 'Somebody');
      const { status } = await send(host, 'POST', '/api/auth/forgot', { email: address });
      if (status === 400) continue; // nginx takes no such Host at all
      expect(status, host).toBe(200);
      const { hostname, port: its } = new URL(linkIn(await mailFor(address)));
      expect([names.includes(hostname), its], host).toEqual([true, port]);
    }
    const view = await visitor(halden);
    await view.signIn('/home');
    const cookie = `lectern_session=${(await cookieOf(view.page))?.value}`;
    const rename = (host: string, origin: string) =>
      send(host, 'PATCH', '/api/organizations/current', { summary: 'Taken over' }, { cookie, origin });
    const own = at(halden).url;
    expect((await rename('evil.test', 'https://evil.test')).status).toBe(403);
    expect((await rename(`${halden}:${port}`, 'https://evil.test')).status).toBe(403);
    expect((await rename(`${halden}:${port}`, at(north).url)).status).toBe(403);
    expect((await rename(`${halden}:${port}`, own)).status).toBe(200);
    await view.done();
  });
});
