import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Serve extends LmsCommand {
  static override group = 'begin' as const;
  static override summary = 'Serve the school.';
  static override examples = [
    '<%= config.bin %> serve --dir school',
    '<%= config.bin %> serve --dir school --port 8080 --host 0.0.0.0',
  ];
  static override flags = {
    ...globalFlags,
    port: Flags.integer({
      char: 'p',
      min: 0,
      max: 65_535,
      helpValue: '<number>',
      description: '0 takes any free port',
    }),
    host: Flags.string({ helpValue: '<address>', description: '0.0.0.0 lets other machines in' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Serve);
    this.take(flags);
    const { serveFolder } = await import('../serve-folder.ts');
    const serving = await serveFolder(this.folder(flags), {
      port: flags.port,
      host: flags.host,
      quiet: flags.json || flags.quiet,
    });
    if (flags.json) this.emit({ type: 'ready', url: serving.url });
    else this.say(`Serving at ${serving.url}  (Ctrl-C stops it)`);
    await serving.ended;
  }
}
