import { expect, test } from 'vitest';
import { simulate } from '../../src/testing/simulator/simulate.ts';
import { createBankModel } from './clients.ts';

const steps = Number(process.env.LECTERN_SIMULATOR_STEPS ?? 20_000);
const first = Number(process.env.LECTERN_SIMULATOR_SEED ?? 1);
const stepsOfOne = 2_500;

test('the books of the bank hold whatever happens to its processes', { timeout: 600_000 }, async () => {
  let done = 0;
  let kills = 0;
  for (let seed = first; done < steps; seed++) {
    const history = await simulate({ seed, steps: Math.min(stepsOfOne, steps), model: createBankModel });
    done += stepsOfOne;
    kills += history.kills;
  }
  expect(kills).toBeGreaterThan(0);
});

test('a seed says everything', async () => {
  const twice = [1, 2].map(() => simulate({ seed: 7, steps: 800, model: createBankModel }));
  const [one, other] = [await twice[0], await twice[1]];
  expect(one).toEqual(other);
});
