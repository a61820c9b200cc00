// The column of a CSV file with which another program hands its passwords over: for who is new here, never for an account
// that is there, which would be somebody else's to take.
import { type Data, query, rowsOf } from '@lectern/kit';
import { because, type ImportedColumn } from '@lectern/users/contract';
import { Password } from './contract.ts';
import { hashPassword } from './passwords.ts';
import { passwords } from './tables.ts';

const { userId, hash, changedAt } = passwords;
const given = { userId, hash, changedAt };
const insertAll = query('auth.insertPasswords', { rows: rowsOf(given) }, (q, p, powers) =>
  q
    .insert(passwords)
    .select(powers.rows(passwords, given, p.rows))
    .onConflictDoNothing(),
);

export const importedPassword = (data: Data, now: () => Date): ImportedColumn => ({
  target: 'password',
  headers: ['password', 'initialpassword'],
  secret: true,
  read(cell) {
    if (Password.safeParse(cell).success) return { value: cell };
    return { note: because('password_short') };
  },
  prepare: (values) => Promise.all(values.map(hashPassword)),
  differing: async () => new Set(),
  write: async (people) =>
    void (await data.run(insertAll, {
      rows: people.map((person) => ({ userId: person.userId, hash: person.value, changedAt: now() })),
    })),
});
