// A plugin whose sources are here is served as they are: its screens are built when they are older than what they are made of.
import { existsSync, globSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, specOf } from '@lectern/kit';
import { CommandError } from '../errors.ts';
import { folderOf } from './packages.ts';

/** @throws CommandError naming the command, when there is nothing built and nothing to build it with */
export async function freshenScreens(plugins: readonly Plugin[]): Promise<void> {
  for (const { web } of plugins.map(specOf)) {
    const module = web && fileURLToPath(web);
    const folder = module && folderOf(module);
    if (!folder || folder.includes(`${sep}node_modules${sep}`)) continue;
    const sources = globSync(['web/**/*.*', 'src/contract.ts'], { cwd: folder }).map((file) => join(folder, file));
    if (sources.length === 0) continue;
    for (const loaded of sources) process.send?.({ loaded }); // `lms dev` starts again when one of them changes
    const built = statSync(join(folder, 'dist/web/screens.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (sources.every((file) => statSync(file).mtimeMs <= built)) continue;
    const { viteFor } = await import('./tools.ts');
    const vite = await viteFor(folder);
    if (vite) await (await import('@lectern/web/build')).buildScreens(folder, vite);
    else if (existsSync(module))
      console.error(`The screens in ${folder} have changed since they were built: npm install there, and serve again.`);
    else throw new CommandError(`The screens in ${folder} are not built. Run npm install there, and serve again.`);
  }
}
