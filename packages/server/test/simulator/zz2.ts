import { simulate } from '../../src/testing/simulator/simulate.ts';
import { createBankModel } from './clients.ts';

for (let seed = 1; seed <= 12; seed++) {
  const d = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const h = await simulate({ seed, steps: 1500, model: createBankModel });
    d.add(h.digest + ' ' + h.steps);
  }
  console.log(seed, [...d]);
}
