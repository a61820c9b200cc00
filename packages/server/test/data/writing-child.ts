// Writes pairs of rows in many lanes until it is killed: `writing-child.ts ADDRESS LANES [PAIRS]`.
// Lines: `begin N` before a unit, `ack N` once it is answered, `refused N CODE` when it is refused.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/data/database.ts';
import { record } from './school.ts';

const [address = '', lanes = '1', pairs = 'endless'] = process.argv.slice(2);
const database = openDatabase(address);
/** The worst moment for who acknowledges before it has stored. */
const dieAfter = Number(process.env.LECTERN_TEST_DIE_AFTER_ACKS ?? Number.POSITIVE_INFINITY);
let acknowledged = 0;
let last = 0;
// Straight to the descriptor: what is buffered in this process is lost with it.
const say = (line: string) => writeSync(1, `${line}\n`);
const lane = async (): Promise<void> => {
  while (pairs === 'endless' || last < Number(pairs)) {
    const id = ++last;
    say(`begin ${id}`);
    try {
      await database.unit(async () => {
        await database.run(record, { id });
        await database.run(record, { id: -id });
      });
      say(`ack ${id}`);
      if (++acknowledged === dieAfter) process.kill(process.pid, 'SIGKILL');
    } catch (error) {
      say(`refused ${id} ${(error as { code?: string }).code}`);
      if (process.env.LECTERN_TEST_DIE_WHEN_REFUSED) process.kill(process.pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
};
await Promise.all(Array.from({ length: Number(lanes) }, lane));
await database.close();
