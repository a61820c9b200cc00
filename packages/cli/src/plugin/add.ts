// A plugin from npm, a folder or a tarball into a school: looked at in a folder of its own first, so that one that does not
// fit leaves nothing behind.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CommandError } from '../errors.ts';
import { manifestOf } from './packages.ts';
import { type Added, addToConfig, assertFits, inspect } from './school-config.ts';

export interface AddedPackage extends Added {
  readonly id: string;
  readonly package: string;
  readonly version: string | undefined;
}

/** @throws CommandError when it cannot be had, is no plugin, or does not fit; nothing is changed then */
export async function addPackage(school: string, wanted: string): Promise<AddedPackage> {
  const spec = existsSync(wanted) ? resolve(wanted) : wanted;
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-plugin-'));
  try {
    writeFileSync(join(scratch, 'package.json'), '{ "private": true, "type": "module" }\n');
    await npm(scratch, 'install', spec);
    const [name] = Object.keys(manifestOf(scratch).dependencies ?? {});
    if (!name) throw new CommandError(`npm installed nothing for ${wanted}.`);
    const { version } = manifestOf(join(scratch, 'node_modules', name));
    writeFileSync(join(scratch, 'entry.js'), `export * from '${name}';\n`);
    const { plugins } = await inspect('module', join(scratch, 'entry.js')).catch((error: Error) => {
      throw new CommandError(
        `${name} cannot be loaded: ${error.message}\nIs it built? Its author does: lms plugin build`,
      );
    });
    const [plugin, another] = plugins;
    if (!plugin?.export || another)
      throw new CommandError(`${name} exports ${plugin ? 'more than one plugin' : 'no plugin'}: it was not added.`);
    if ((await inspect('config', join(school, 'lms.config.ts'))).plugins.some(({ id }) => id === plugin.id))
      throw new CommandError(
        `There is a plugin ${plugin.id} in this school already. \`npm update ${name}\` in its folder brings a newer one.`,
      );
    await assertFits(school, { name: plugin.export, from: pathToFileURL(join(scratch, 'entry.js')).href });

    if (!existsSync(join(school, 'package.json')))
      writeFileSync(join(school, 'package.json'), '{\n  "private": true,\n  "type": "module"\n}\n');
    await npm(school, 'install', spec);
    try {
      const added = await addToConfig(school, plugin.id, { name: plugin.export, from: name });
      return { id: plugin.id, package: name, version, ...added };
    } catch (error) {
      await npm(school, 'uninstall', name);
      throw error;
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Peers are the school's own packages, which lms brings; scripts of a package are not run. */
async function npm(folder: string, command: 'install' | 'uninstall', spec: string): Promise<void> {
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await promisify(execFile)('npm', [command, spec, ...flags], { cwd: folder, shell: process.platform === 'win32' });
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT')
      throw new CommandError('npm is needed to add a plugin, and it is not there. Install Node with npm.');
    const said = stderr.split('\n').flatMap((line) => /^npm error (?!code|A complete log)\S.*/.exec(line) ?? []);
    throw new CommandError(`npm could not ${command} ${spec}:\n  ${said.slice(0, 2).join('\n  ')}`);
  }
}
