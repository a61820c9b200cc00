// Writes every list that can be derived: manifests, surfaces, the SDK's operation table. `--check` only compares, for CI.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wrongArrows } from './sync/arrows.ts';
import { manifestOf } from './sync/manifests.ts';
import { packages, root } from './sync/workspace.ts';

const check = process.argv.includes('--check');
const changed: string[] = [];

function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  changed.push(path.slice(root.length + 1));
  if (!check) writeFileSync(path, text);
}

const all = packages();
const names = new Set(all.map((one) => one.manifest.name));
const catalog = new Set([...readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}"?([^"\s]+?)"?: \S/gm)].map((match) => match[1]!));
for (const one of all) write(join(one.path, 'package.json'), `${JSON.stringify(manifestOf(one, catalog, names), null, 2)}\n`);

const wrong = wrongArrows(all);
for (const sentence of wrong) console.error(sentence);
for (const path of changed) console.log(check ? `differs: ${path}` : `written: ${path}`);
if (wrong.length > 0 || (check && changed.length > 0)) process.exitCode = 1;
