// Histories from the command line: `node packages/server/test/simulator/run.ts [first seed] [steps]`, for a seed that
// failed, for a long night, and for guards.long.test.ts. Ends with 1 and says what went wrong.
import { SimulationFault, simulate } from '../../src/testing/simulator/simulate.ts';
import { historyOf, stepsOfOne } from './history.ts';

const [first = 1, steps = 20_000] = process.argv.slice(2).map(Number);
// A promise nobody keeps shall show as a run that hangs, not as one that ends.
const keptAlive = setInterval(() => {}, 1_000);
const total: Record<string, number> = {};
for (let seed = first, done = 0; done < steps; seed++, done += stepsOfOne) {
  try {
    const { tally, kills } = await simulate(historyOf(seed, steps));
    for (const [what, n] of Object.entries({ ...tally, kills })) total[what] = (total[what] ?? 0) + n;
  } catch (error) {
    if (!(error instanceof SimulationFault)) throw error;
    console.log(error.message);
    if (error.cause) console.log(error.cause);
    process.exit(1);
  }
}
console.log(total);
clearInterval(keptAlive);
