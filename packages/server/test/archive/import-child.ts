// Imports an archive in a process of its own, which ends without a farewell when it is so far.
import { importOrganization } from '../../src/archive/import.ts';
import { createServer } from '../../src/server.ts';
import { academy } from '../proofs/academy.ts';

const [directory = '', database = '', file = '', dieAt = '0'] = process.argv.slice(2);
const school = createServer({ plugins: academy, directory, database, logLevel: 'silent' });
let steps = 0;
await importOrganization(school, { file }, () => {
  if (++steps === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
});
console.log(steps);
await school.stop(0);
