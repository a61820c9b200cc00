// A program as it is published begins with a look at its Node: an older one could not read what follows, and would say
// so in words that help nobody.
import { oldestNode } from './manifest.ts';

/** @param program the file beside it that goes on */
export function programOn(program: string): string {
  const [major, minor] = oldestNode.split('.');
  return `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > ${major} || (major === ${major} && minor >= ${minor})) {
  (await import('node:module')).enableCompileCache();
  await import('./${program}');
} else {
  console.error(\`Lectern needs Node ${oldestNode} or newer, and this is Node \${process.versions.node}.
Bring one along without changing what is installed:  npm install node@24  (then the same command again)
Or install Node 24 for everybody:                    https://nodejs.org/en/download\`);
  process.exitCode = 1;
}
`;
}
