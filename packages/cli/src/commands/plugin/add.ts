import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class PluginAdd extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Add a plugin that somebody has published.';
  static override description =
    'It is loaded and its wiring looked at before anything in the school changes. Scripts of the package are not run.';
  static override examples = [
    '<%= config.bin %> plugin add lectern-gamify --dir school',
    '<%= config.bin %> plugin add ./gamify-0.1.0.tgz --dir school',
  ];
  static override args = {
    package: Args.string({ required: true, description: 'Name of an npm package, a folder, or a tarball' }),
  };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginAdd);
    this.take(flags);
    const school = this.folder(flags);
    const { addPackage } = await import('../../plugin/add.ts');
    const added = await addPackage(school, args.package);
    if (flags.json) return this.emit({ type: 'added', ...added });
    this.say(`${added.id} ${added.version ?? ''} is installed.`);
    if (!added.configured) this.say(`Write it into lms.config.ts by hand:\n  ${added.lines.join('\n  ')}`);
    this.say('It is there after a restart of `lms serve`, which brings the database up to it.');
  }
}
