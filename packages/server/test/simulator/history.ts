import type { SimulationOptions } from '../../src/testing/simulator/simulate.ts';
import type { Bank } from './bank.ts';
import { createBankModel } from './clients.ts';

export const stepsOfOne = 1_000;

/** What a seed stands for, in tests and on the command line alike. */
export const historyOf = (seed: number, steps = stepsOfOne): SimulationOptions<Bank> => ({
  seed,
  steps: Math.min(stepsOfOne, steps),
  // One process alone shows what others would make good.
  processes: 1 + (seed % 3),
  model: createBankModel,
});
