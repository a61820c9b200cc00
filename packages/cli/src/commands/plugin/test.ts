import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { globalFlags, LmsCommand } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { folderArg } from '../../folder-arg.ts';

export default class PluginTest extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Run the tests of a plugin, on both databases.';
  static override args = { folder: folderArg({ description: 'Of the plugin', default: '.' }) };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginTest);
    this.take(flags);
    const folder = resolve(args.folder);
    const { linkTools, moduleFor } = await import('../../plugin/tools.ts');
    linkTools(folder);
    const manifest = moduleFor(folder, 'vitest/package.json');
    if (!manifest)
      throw new CommandError(`Vitest runs the tests, and there is none. Run: npm install --prefix ${args.folder}`);
    const json = flags.json ? ['--reporter=json'] : [];
    const child = spawn(process.execPath, [join(dirname(manifest), 'vitest.mjs'), 'run', '--root', folder, ...json], {
      stdio: 'inherit',
      cwd: folder,
    });
    process.exitCode = await new Promise<number>((done) => child.on('exit', (code) => done(code ?? 1)));
  }
}
