import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { secretsOf } from './secrets.ts';

const key = randomBytes(32);
const secrets = secretsOf(key, 'auth');

test('what was sealed opens where it belongs, and nowhere else', () => {
  const sealed = secrets.seal('JBSWY3DPEHPK3PXP ü', 'ana');
  expect(sealed).not.toContain('JBSW');
  expect(secrets.open(sealed, 'ana')).toBe('JBSWY3DPEHPK3PXP ü');
  expect(secrets.open(sealed, 'ben')).toBeUndefined();
  expect(secretsOf(key, 'media').open(sealed, 'ana')).toBeUndefined();
  expect(secretsOf(randomBytes(32), 'auth').open(sealed, 'ana')).toBeUndefined();
});

test('the same secret is sealed differently each time', () => {
  expect(secrets.seal('a', 'b')).not.toBe(secrets.seal('a', 'b'));
});

test('nothing that was changed or cut opens', () => {
  const sealed = secrets.seal('a secret', 'ana');
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(secrets.open(`s1.${changed.toString('base64url')}`, 'ana')).toBeUndefined();
    expect(secrets.open(`s1.${bytes.subarray(0, at).toString('base64url')}`, 'ana')).toBeUndefined();
  }
  for (const other of ['', 's1.', 'JBSWY3DPEHPK3PXP']) expect(secrets.open(other, 'ana')).toBeUndefined();
});
