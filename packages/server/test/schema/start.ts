// A server process: `node start.ts ADDRESS FOLDER [SQL]` waits for a word on its input, migrates and prints what it applied.
// After the first statement with SQL in it (or at the end, when none has) it stops and waits to be killed.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Database, openDatabase } from '../../src/data/database.ts';
import { type Claim, claimOwnership } from '../../src/data/owner.ts';
import { migrate } from '../../src/schema/apply.ts';
import { advisoryLock } from '../../src/schema/lock.ts';

const [address = '', folder = '', killAfter] = process.argv.slice(2);
const postgres = address.startsWith('postgres');
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

say({ ready: true });
await once(process.stdin, 'data'); // so that processes begin together
process.stdin.destroy();

let claim: Claim | undefined;
while (!postgres && !claim?.granted) {
  claim = claimOwnership(address);
  if (!claim.granted) await setTimeout(5);
}
const opened = openDatabase(address, { unitTimeoutMs: 60_000 });
const database: Database = {
  ...opened,
  async execute(sql) {
    await opened.execute(sql);
    if (killAfter !== undefined && sql.includes(killAfter)) await waitToBeKilled();
  },
};
const { applied, backup } = await migrate(database, [{ plugin: 'courses', folder: pathToFileURL(`${folder}/`) }], {
  ...(postgres && { lock: advisoryLock(address) }),
  backup: async () => {
    await setTimeout(300); // while the others arrive
    return 'made';
  },
  log: { info() {}, warn() {} },
});
say({ applied, backup });
if (killAfter !== undefined) await waitToBeKilled();
await opened.close();
if (claim?.granted) claim.release();

async function waitToBeKilled(): Promise<void> {
  say({ waiting: true });
  await setTimeout(60_000);
}
