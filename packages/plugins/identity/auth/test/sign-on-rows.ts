import type { TestPerson, TestSchool } from '@lectern/server/testing';
import { addPasskey } from '../src/passkeys/queries.ts';
import { allProviders, connectAccount } from '../src/sign-on/queries.ts';

/** A row on which the proof of isolation tries what it tries: a connected account of the owner, not their last way in. */
export async function signOnRows(school: TestSchool, owner: TestPerson): Promise<void> {
  const { database } = school.server;
  const mine = { userId: owner.id, lastUsedAt: null };
  await school.inside(() =>
    database.unit(async () => {
      const [provider] = await database.all(allProviders, {});
      const account = { id: 'soa-1', providerId: provider!.id, subject: '1', email: null, connectedAt: new Date() };
      await database.run(connectAccount, { ...mine, ...account });
      const passkey = { id: 'psk-1', name: 'Phone', host: 'school.test', credential: 'Zm9v', publicKey: 'Zm9v' };
      const made = { counter: 0, transports: [], synced: false, createdAt: new Date() };
      await database.run(addPasskey, { ...mine, ...passkey, ...made });
    }),
  );
}
