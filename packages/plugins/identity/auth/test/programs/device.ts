import { createHash } from 'node:crypto';
import { type Call, currentScope, runInScope } from '@lectern/kit';
import type { Scenario, TestSchool } from '@lectern/server/testing';
import { expect } from 'vitest';
import type { Auth } from '../../src/service.ts';
import { browser, signedIn } from '../browser.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/** As any program that speaks RFC 8628 would. */
function program(school: TestSchool) {
  const post = async (path: string, form: Record<string, string>) => {
    const request = new Request(`http://school.test/api/auth/device/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const response = await school.server.fetch(request);
    return { status: response.status, body: (await response.json()) as Record<string, string | undefined> };
  };
  return {
    ask: (extra: Record<string, string> = {}) => post('code', { client_id: 'lms', machine: 'laptop', ...extra }),
    poll: (device_code: string, extra: Record<string, string> = {}) =>
      post('token', { grant_type: grantType, client_id: 'lms', device_code, ...extra }),
  };
}

export const deviceScenarios = (test: Scenario): void => {
  test('a person lets a program in with the code it shows, once', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { ask, poll } = program(school);
    const { body: asked } = await ask();
    expect(asked).toMatchObject({ verification_uri: 'http://school.test/device', expires_in: 600, interval: 5 });
    expect(asked.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect((await poll(asked.device_code!)).body.error).toBe('authorization_pending');

    const typed = asked.user_code!.toLowerCase().replace('-', ' ');
    const shown = await ana.browser.send('POST', '/auth/device/request', { code: typed });
    expect(shown.body).toMatchObject({ client: 'lms', machine: 'laptop', permissions: null });
    expect((await ana.browser.send('POST', '/auth/device/decision', { code: typed, allow: true })).status).toBe(200);
    expect((await ana.browser.send('POST', '/auth/device/decision', { code: typed, allow: true })).body.code).toBe(
      'auth.device_code_unknown',
    );

    const { body: let_in } = await poll(asked.device_code!);
    expect(let_in.token_type).toBe('Bearer');
    const terminal = browser(school, { key: let_in.access_token! });
    expect((await terminal.send('GET', '/users/me')).body.id).toBe(ana.id);
    expect((await poll(asked.device_code!)).body.error).toBe('invalid_grant');

    const { items } = (await ana.browser.send('GET', '/auth/keys')).body;
    expect(items).toEqual([expect.objectContaining({ name: 'laptop', permissions: null })]);
    await ana.browser.send('DELETE', `/auth/keys/${items[0].id}`);
    expect((await terminal.send('GET', '/users/me')).status).toBe(401);
  });

  test('what a program hears while it waits (RFC 8628, 3.5)', async (school) => {
    const ana = await signedIn(school, 'Ana');
    const { ask, poll } = program(school);
    const hears = async (code: string, extra?: Record<string, string>) => {
      const { status, body } = await poll(code, extra);
      expect(status, JSON.stringify(body)).toBe(400);
      return body.error;
    };
    const code = async (extra?: Record<string, string>) => (await ask(extra)).body;
    const first = (await code()).device_code!;
    expect(await hears(first)).toBe('authorization_pending');
    expect(await hears(first)).toBe('slow_down');
    school.advance({ seconds: 6 }); // five seconds are not enough any more
    expect(await hears(first)).toBe('slow_down');
    school.advance({ seconds: 16 });
    expect(await hears(first)).toBe('authorization_pending');
    expect(await hears(first, { client_id: 'another' })).toBe('invalid_grant');
    expect(await hears(first, { grant_type: 'password' })).toBe('unsupported_grant_type');
    expect(await hears('', {})).toBe('invalid_request');
    expect(await hears('made-up')).toBe('invalid_grant');
    school.advance({ minutes: 10 });
    expect(await hears(first)).toBe('expired_token');

    const denied = await code();
    await ana.browser.send('POST', '/auth/device/decision', { code: denied.user_code, allow: false });
    expect(await hears(denied.device_code!)).toBe('access_denied');

    const late = await code();
    school.advance({ minutes: 10, seconds: 1 });
    const answer = await ana.browser.send('POST', '/auth/device/decision', { code: late.user_code, allow: true });
    expect(answer.body.code).toBe('auth.device_code_unknown');
    expect((await ask({ scope: 'user.read no.such' })).body.error).toBe('invalid_scope');
    expect((await ask({ client_id: '' })).body.error).toBe('invalid_request');
  });

  test('a program that asks for little gets little', async (school) => {
    const olga = await signedIn(school, 'Olga', 'owner');
    const { ask, poll } = program(school);
    const { body: asked } = await ask({ scope: 'user.read' });
    await olga.browser.send('POST', '/auth/device/decision', { code: asked.user_code, allow: true });
    const { body } = await poll(asked.device_code!);
    expect(body.scope).toBe('user.read');
    const terminal = browser(school, { key: body.access_token! });
    expect((await terminal.send('GET', '/users')).status).toBe(200);
    expect((await terminal.send('GET', '/access/assignments')).status).toBe(403);
  });

  test('a session that has yet to set up its second step lets no program in', async (school) => {
    const ana = await school.person('learner', 'Ana');
    const { body: asked } = await program(school).ask();
    const { devices } = school.server.host.serviceOf('auth') as Auth;
    const actor = { kind: 'person', id: ana.id } as const;
    const org = await school.inside(async () => currentScope()!.org!);
    const call = { actor, org } as unknown as Call;
    const only = new Set(['self', 'in-person']);
    const deciding = runInScope({ actor, org, only, request: 'test', via: 'http' }, () =>
      school.server.database.unit(() => devices.decide(asked.user_code!, true, [], call)),
    );
    await expect(deciding).rejects.toMatchObject({ problem: { code: 'only_in_person' } });
  });

  test('codes cannot be tried out, and none lies in the database', async (school) => {
    const mallory = await signedIn(school, 'Mallory');
    const { ask } = program(school);
    const { body: asked } = await ask();
    const rows = JSON.stringify(await school.server.database.rawAll('select * from device_requests'));
    const bare = asked.user_code!.replace('-', '');
    for (const secret of [asked.device_code!, bare, createHash('sha256').update(bare).digest('base64url')])
      expect(rows).not.toContain(secret);
    const guess = () => mallory.browser.send('POST', '/auth/device/request', { code: 'BBBB-BBBB' });
    for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(404);
    expect((await guess()).status).toBe(429);
    const right = await mallory.browser.send('POST', '/auth/device/decision', { code: asked.user_code, allow: true });
    expect(right.status).toBe(429);
  });
};
