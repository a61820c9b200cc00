// Time cannot be asserted; work can. The real functions run, vitest counts their calls (see auth.test.ts).

import type { Scenario } from '@lectern/server/testing';
import * as argon2 from '@node-rs/argon2';
import { expect, vi } from 'vitest';
import { account, browser, closed, password } from './browser.ts';

export const unknownAddressScenarios = (test: Scenario): void => {
  // With `verify` skipped when there is no stored hash, the second and third of these were 0.
  test('signing in costs one comparison, whoever the address belongs to', async (school) => {
    const ana = await account(school, 'Ana');
    const invited = await school.person('learner', 'Ben');
    const work = async (email: string, typed: string) => {
      vi.clearAllMocks();
      const { status } = await browser(school).send('POST', '/auth/sign-in', { email, password: typed });
      return {
        status,
        compared: vi.mocked(argon2.verify).mock.calls.length,
        hashed: vi.mocked(argon2.hash).mock.calls.length,
      };
    };
    const refused = { status: 401, compared: 1, hashed: 0 };
    expect(await work(ana.email, 'a wrong sentence')).toEqual(refused);
    expect(await work('nobody@example.org', password)).toEqual(refused);
    expect(await work(invited.email, password)).toEqual(refused);
    expect(await work(ana.email, password)).toEqual({ ...refused, status: 200 });
  });

  test('the hash that stands in has the cost of a real one', async (school) => {
    vi.clearAllMocks();
    await account(school, 'Ana');
    const real = await vi.mocked(argon2.hash).mock.results[0]?.value;
    await browser(school).send('POST', '/auth/sign-in', { email: 'nobody@example.org', password });
    const standIn = vi.mocked(argon2.verify).mock.calls[0]?.[0];
    expect(argon2.parseOptions(String(standIn))).toEqual(argon2.parseOptions(real!));
  });

  test('nobody makes the school hash without a link, or while it takes no sign-ups', async (school) => {
    await closed(school);
    vi.clearAllMocks();
    expect((await browser(school).send('POST', '/auth/links/made-up', { password })).status).toBe(410);
    expect(
      (await browser(school).send('POST', '/auth/sign-up', { name: 'Ben', email: 'ben@example.org', password })).status,
    ).toBe(403);
    expect(argon2.hash).not.toHaveBeenCalled();
  });
};
