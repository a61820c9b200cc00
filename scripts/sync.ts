// Writes every list that can be derived: manifests, surfaces, the SDK's operation table. `--check` only compares, for CI.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyTable } from '../packages/kit/src/index.ts';
import { clientTypes, describe, operationTable } from '../packages/sdk/src/generate/index.ts';
import { openApiOf } from '../packages/server/src/http/openapi.ts';
import { kernelTables } from '../packages/server/src/kernel/migrations.ts';
import { wrongArrows } from './sync/arrows.ts';
import { contracts } from './sync/contracts.ts';
import { manifestOf } from './sync/manifests.ts';
import { syncMigrations } from './sync/migrations.ts';
import { plugins } from './sync/plugins.ts';
import { surfaceOf } from './sync/surface.ts';
import { packages, root } from './sync/workspace.ts';

const check = process.argv.includes('--check');
const changed: string[] = [];

function write(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  changed.push(path.slice(root.length + 1));
  if (!check) writeFileSync(path, text);
}

/** What the manifests now name must be there before the modules that import it. */
function install(): void {
  const { pnpm } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).config as { pnpm: string };
  const { status } = spawnSync(
    join(root, `.tools/pnpm-${pnpm}/node_modules/pnpm/pnpm`),
    ['install', '--no-frozen-lockfile', '--reporter=silent'],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('pnpm install failed');
}
const note = (paths: readonly string[]) => void changed.push(...paths.map((path) => path.slice(root.length + 1)));

const all = packages();
const names = new Set(all.map((one) => one.manifest.name));
const catalog = new Set(
  [...readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}"?([^"\s]+?)"?: \S/gm)].map(
    (match) => match[1]!,
  ),
);
for (const one of all)
  write(join(one.path, 'package.json'), `${JSON.stringify(manifestOf(one, catalog, names), null, 2)}\n`);
if (changed.length > 0 && !check) install();
const found = await contracts();
const described = describe(
  openApiOf(
    found.map(({ contract }) => contract),
    { title: 'Lectern', version: '0.1.0', server: '/' },
  ),
);
const generated = (name: string, imports: string, text: string) =>
  write(
    join(root, 'packages/sdk/src/generated', name),
    `// Written by \`npm run sync\` from the contracts.\nimport type { ${imports} } from '../request.ts';\n\n${text}\n`,
  );
generated('operations.ts', 'OperationRow', operationTable(described));
generated('types.ts', 'CallOptions', clientTypes(described));
for (const { folder, spec } of await plugins()) {
  write(join(folder, 'surface.md'), surfaceOf(spec));
  note(syncMigrations({ id: spec.contract.id, folder, tables: (spec.tables ?? []) as readonly AnyTable[] }, { check }));
}
note(syncMigrations({ id: 'kernel', folder: join(root, 'packages/server'), tables: kernelTables }, { check }));

const wrong = wrongArrows(all);
for (const sentence of wrong) console.error(sentence);
for (const path of changed) console.log(check ? `differs: ${path}` : `written: ${path}`);
if (wrong.length > 0 || (check && changed.length > 0)) process.exitCode = 1;
