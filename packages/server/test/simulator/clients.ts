// What clients of the bank do, and what they were told. Who gets no answer asks again, with the same id, of any process.
import type { Chance } from '../../src/testing/simulator/chance.ts';
import type { Process } from '../../src/testing/simulator/process.ts';
import type { Model } from '../../src/testing/simulator/simulate.ts';
import { accountIds, type Bank, openBank, poster, Refused, schema, sweep, type Transfer } from './bank.ts';
import { bookkeeping, createBooks, type Told } from './books.ts';

export function createBankModel(): Model<Bank> {
  const told: Told = { acknowledged: new Set(), refused: new Set(), mailed: new Set() };
  /** Asked and not answered. */
  const open = new Map<string, Transfer & { asked: number }>();
  const posters: string[] = [];
  const books = createBooks(told);

  async function transfer(bank: Bank, process: Process, chance: Chance): Promise<void> {
    const again = open.size > 0 && chance.onceIn(3);
    const from = chance.pick(accountIds);
    const to = chance.pick(accountIds.filter((id) => id !== from));
    const fresh = { id: process.id(), from, to, amount: 1 + chance.integer(300), receipt: chance.onceIn(2), asked: 0 };
    const what = again ? chance.pick([...open.values()]) : fresh;
    what.asked++;
    open.set(what.id, what);
    const regret = !again && chance.onceIn(8);
    try {
      await bank.transfer(what, { regret, detour: chance.onceIn(5), mail: (id) => told.mailed.add(id) });
      told.acknowledged.add(what.id);
      open.delete(what.id);
    } catch (error) {
      if (!isExpected(error)) throw error;
      // Asked more than once, another attempt may have been done without an answer, or may still be.
      if (what.asked === 1) {
        told.refused.add(what.id);
        open.delete(what.id);
      }
    }
  }
  async function enqueue(bank: Bank, process: Process, chance: Chance): Promise<void> {
    const meta = { id: process.id(), org: 'north' };
    if (chance.onceIn(2)) await bank.jobs.enqueue(sweep, {}, meta, { key: 'sweep' });
    else {
      const runAt = new Date(process.clock.now().getTime() + chance.integer(30_000));
      await bank.jobs.enqueue(poster, { transfer: meta.id }, meta, { runAt, priority: chance.integer(3) });
      posters.push(meta.id);
    }
  }
  async function cancel(bank: Bank, chance: Chance): Promise<void> {
    if (posters.length === 0) return;
    await bank.jobs.cancel(chance.pick(posters)); // what ended and still changes is in the books
  }

  return {
    schema: [...schema, ...bookkeeping],
    boot: openBank,
    async halt({ jobs, outbox }) {
      await jobs.stop(5_000);
      await outbox.stop();
    },
    async act(bank, process, chance) {
      const what = chance.integer(10);
      if (what < 7) return transfer(bank, process, chance);
      await (what < 9 ? enqueue(bank, process, chance) : cancel(bank, chance)).catch((error) => {
        if (!isExpected(error)) throw error;
      });
    },
    ...books,
  };
}

/** Refused by the bank, or because the disk was full (simulated), which fails everything else in the unit. */
function isExpected(error: unknown): boolean {
  if (error instanceof Refused) return true;
  return error instanceof Error && (error.message.includes('a full disk') || isExpected(error.cause));
}
