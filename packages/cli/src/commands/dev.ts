import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { signIns } from '../demo-school.ts';
import { UsageError } from '../errors.ts';
import type { Told } from '../mini-process.ts';

export default class Dev extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Serve, and start again whenever the code changes.';
  static override description =
    'With a plugin: a school of its own with that plugin, what it needs and demo data, gone when the command ends. Without: the school of --dir.';
  static override examples = [
    '<%= config.bin %> dev enrollment',
    '<%= config.bin %> dev ./my-plugin',
    '<%= config.bin %> dev --dir school',
  ];
  static override args = {
    plugin: Args.string({ description: 'A first-party plugin by name, or the path of one of yours' }),
  };
  static override flags = {
    ...globalFlags,
    port: Flags.integer({
      char: 'p',
      min: 1,
      max: 65_535,
      helpValue: '<number>',
      description: 'The first free one from 4040 on when absent',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Dev);
    this.take(flags);
    if (args.plugin !== undefined) {
      if (flags.dir === '.') return this.miniSchool(args.plugin, flags.port);
      throw new UsageError('A plugin gets a school of its own: leave --dir away, or the plugin.');
    }
    const { watch } = await import('../watch.ts');
    const port = flags.port === undefined ? [] : ['--port', String(flags.port)];
    await watch([process.argv[1]!, 'serve', '--dir', this.folder(flags), ...port]);
  }

  private async miniSchool(plugin: string, port: number | undefined): Promise<void> {
    const { freePort, watch } = await import('../watch.ts');
    const scratch = mkdtempSync(join(tmpdir(), 'lectern-dev-'));
    const program = fileURLToPath(new URL('../mini-process.ts', import.meta.url));
    let open = false;
    try {
      const failed = await watch([program, plugin, scratch, String(port ?? (await freePort(4040)))], (told: Told) => {
        if (told.type === 'ready') {
          process.exitCode = 0;
          if (this.json) this.emit({ ...told, signIns });
          else if (open) this.say('Started again.');
          else this.introduce(plugin, told);
          open = true;
        } else if (told.exit === 2 && !open) return told;
        else this.fail(told);
        return undefined;
      });
      if (failed) this.fail(failed);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }

  private introduce(plugin: string, { url, folder, plugins }: Extract<Told, { type: 'ready' }>): void {
    const { password, ...people } = signIns;
    this.say(`${plugin} is open at ${url}, password ${password}`);
    for (const [role, email] of Object.entries(people)) this.say(`  ${role.padEnd(11)} ${email}`);
    this.say(`  with        ${plugins.join(', ')}`);
    this.say(`  lms         --dir ${folder}  (gone when this ends: Ctrl-C)`);
  }
}
