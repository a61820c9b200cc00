import { relative } from 'node:path';
import { Args } from '@oclif/core';
import { globalFlags, LmsCommand } from '../../command.ts';

export default class PluginCreate extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Write a plugin of your own that runs at once.';
  static override description =
    'An operation, a table, an event it hears, a screen and a test, in the plugins folder of the school, which loads it from then on.';
  static override examples = ['<%= config.bin %> plugin create gamify --dir school'];
  static override args = {
    name: Args.string({ required: true, description: 'Lower-case words joined by hyphens, such as daily-quiz' }),
  };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PluginCreate);
    this.take(flags);
    const school = this.folder(flags);
    const { createPlugin } = await import('../../plugin/create.ts');
    const created = await createPlugin(school, args.name);
    if (flags.json) return this.emit({ type: 'created', ...created });
    const folder = relative('.', created.folder);
    this.say(`A plugin is in ${folder}: an operation, a table, an event, a screen and a test.`);
    if (!created.configured) this.say(`Write it into lms.config.ts by hand:\n  ${created.lines.join('\n  ')}`);
    if (!created.built) this.say(`Its screen is not built: npm install --prefix ${folder}`);
    this.say(`See it:   lms serve --dir ${flags.dir}, and open /${created.id}`);
    this.say(`Write it: lms dev ${folder}`);
    this.say(`Test it:  lms plugin test ${folder}`);
  }
}
