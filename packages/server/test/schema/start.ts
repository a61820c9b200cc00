// A server process that starts: `node start.ts ADDRESS FOLDER` migrates and prints what it applied.
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '../../src/data/database.ts';
import { type Claim, claimOwnership } from '../../src/data/owner.ts';
import { migrate } from '../../src/schema/apply.ts';
import { advisoryLock } from '../../src/schema/lock.ts';

const [address = '', folder = ''] = process.argv.slice(2);
const postgres = address.startsWith('postgres');

let claim: Claim | undefined;
while (!postgres && !claim?.granted) {
  claim = claimOwnership(address);
  if (!claim.granted) await setTimeout(5);
}
const database = openDatabase(address, { unitTimeoutMs: 60_000 });
process.stdout.write('migrating\n');
const { applied, backup } = await migrate(database, [{ plugin: 'courses', folder: pathToFileURL(`${folder}/`) }], {
  ...(postgres && { lock: advisoryLock(address) }),
  backup: async () => 'made',
  log: { info() {}, warn() {} },
});
process.stdout.write(`${JSON.stringify({ applied, backup })}\n`);
await database.close();
if (claim?.granted) claim.release();
