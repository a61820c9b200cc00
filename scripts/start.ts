// `npm start`: a school that is alive, in a scratch folder, with people and courses of ours. The second start takes seconds.
import '../packages/server/src/quick-start.ts';
import '../packages/cli/src/resolve-here.ts';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from './build.ts';
import { root } from './sync/workspace.ts';

const folder = join(root, '.demo');
const ready = join(folder, '.ready');
const { demoSchool, signIns } = await import('../packages/cli/src/demo-school.ts');

buildWeb();
if (!existsSync(ready)) {
  rmSync(folder, { recursive: true, force: true }); // a first start that was interrupted
  console.log('Making the demo school');
  const { makeSchool } = await import('../packages/cli/src/make-school.ts');
  const { sow } = await import('../packages/cli/src/sow.ts');
  await makeSchool({ folder }, demoSchool, (school) => sow(school, 'demo'));
  writeFileSync(ready, '');
}
const { serveFolder } = await import('../packages/cli/src/serve-folder.ts');
try {
  const serving = await serveFolder(folder, { quiet: true });
  console.log(`
  ${demoSchool.schoolName} is open at ${serving.url}

  Sign in as      ${signIns.owner}      owner
                  ${signIns.instructor}    teacher
                  ${signIns.learner}      learner
  Password        ${signIns.password}

  Ctrl-C closes it.
`);
  await serving.ended;
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  console.error(
    /cannot be migrated/.test(text) ? `${text}\nThe demo school is scratch: remove .demo and start again.` : text,
  );
  process.exitCode = 1;
}
