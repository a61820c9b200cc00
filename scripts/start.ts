// `npm start`: a school that is alive, in a scratch folder, with people and courses of ours. The second start takes seconds.
import '../packages/cli/src/resolve-here.ts';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build.ts';
import { root } from './sync/workspace.ts';

const folder = join(root, '.demo');
const ready = join(folder, '.ready');
const { owner, teacher, learner } = await import('./demo/people.ts');

buildWeb();
if (!existsSync(ready)) {
  rmSync(folder, { recursive: true, force: true }); // a first start that was interrupted
  console.log('Making the demo school');
  const { makeDemo } = await import('./demo/make.ts');
  await makeDemo(folder, ready);
}
const { serveFolder } = await import('../packages/cli/src/serve-folder.ts');
try {
  const serving = await serveFolder(folder, { quiet: true });
  console.log(`
  Halden Evening School is open at ${serving.url}

  Sign in as      ${owner.email}      owner
                  ${teacher.email}    teacher
                  ${learner.email}      learner
  Password        ${owner.password}

  Ctrl-C closes it.
`);
  await serving.ended;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
