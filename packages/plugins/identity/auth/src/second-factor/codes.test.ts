import { TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { addressOf, newRecoveryCodes, newSecret, phoneCode, recoveryHash, stepOf } from './codes.ts';

/** "12345678901234567890" in base32: the seed of RFC 6238, Appendix B. */
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

// The appendix has eight digits; six are the last six of them (RFC 4226, 5.3).
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('RFC 6238, Appendix B: at %i seconds the code is %s', (seconds, code) => {
  expect(stepOf(seed, code.slice(2), new Date(seconds * 1_000))).toBe(Math.floor(seconds / 30));
});

test('one step before and after is taken, and its own step is told', () => {
  const at = new Date(1_234_567_890_000);
  const step = Math.floor(1_234_567_890 / 30);
  const of = (steps: number) => new TOTP({ secret: seed }).generate({ timestamp: at.getTime() + steps * 30_000 });
  expect([-2, -1, 0, 1, 2].map((steps) => stepOf(seed, of(steps), at))).toEqual([
    undefined,
    step - 1,
    step,
    step + 1,
    undefined,
  ]);
});

test('an address is what authenticator apps read', () => {
  const address = new URL(addressOf(seed, { email: 'ana@example.org', school: 'Halden: Évening' }));
  expect(address.protocol + address.host).toBe('otpauth:totp');
  expect(address.searchParams.get('secret')).toBe(seed);
  expect(address.searchParams.get('issuer')).toBe('Halden: Évening');
});

test('codes are read however they were typed', () => {
  expect(['492 039', '492-039', ' 492039 '].map(phoneCode)).toEqual(['492039', '492039', '492039']);
  expect(['49203', '4920391', 'k3fw-9xqd-2mhp-vt7e'].map(phoneCode)).toEqual([undefined, undefined, undefined]);
  expect(recoveryHash('K3FW 9xqd-2mhpvt7e')).toBe(recoveryHash('k3fw-9xqd-2mhp-vt7e'));
});

test('secrets have 160 bits, and no two are alike', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(Array.from({ length: 100 }, newSecret)).size).toBe(100);
  expect(new Set(Array.from({ length: 50 }, newRecoveryCodes).flat()).size).toBe(500);
});
