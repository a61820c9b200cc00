import { simulate } from '/work/main/packages/server/src/testing/simulator/simulate.ts';
import { createBankModel } from '/work/main/packages/server/test/simulator/clients.ts';
const [from, n, steps] = process.argv.slice(2).map(Number);
for (let seed = from; seed < from + n; seed++) {
  const t = performance.now();
  try { const h = await simulate({ seed, steps, model: createBankModel }); console.log(JSON.stringify(h), Math.round(performance.now()-t), 'ms'); }
  catch (e) { console.log(String(e.message).slice(0, 6000), e.cause); if (!e.seed) console.log(e); break; }
}
