import { networkOf } from '@lectern/kit';
import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword, isOutdated, isRight } from '../src/passwords.ts';

test('a password is the same however a keyboard composes its letters', async () => {
  const stored = await hashPassword('caf\u00e9 au lait');
  expect(await isRight('cafe\u0301 au lait', stored)).toBe(true);
  expect(await isRight('cafe au lait', stored)).toBe(false);
});

test('nothing is the password of nobody', async () => {
  for (const typed of ['', 'undefined', 'a long sentence']) expect(await isRight(typed, undefined)).toBe(false);
});

test('a hash of another cost still opens, and is to be made again', async () => {
  const old = await hash('a long sentence', { memoryCost: 4_096, timeCost: 3 });
  expect(await isRight('a long sentence', old)).toBe(true);
  expect(isOutdated(old)).toBe(true);
  expect(isOutdated(await hashPassword('a long sentence'))).toBe(false);
});

test('an IPv6 customer is one network, an IPv4 address is its own', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('2001:db8:0:1::5')).toBe('2001:db8:0:1::/64');
  expect(networkOf('2001:0DB8:0000:0001:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:0:1::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('not an address')).toBe('not an address');
});
