import { Flags } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';

export default class Mcp extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Let an agent use the school (Model Context Protocol).';
  static override description =
    'Over standard input and output. Its tools are the operations that the key may use (--url with `lms login` or LECTERN_TOKEN), or the person named by --as (--dir), and no others; what people do in person only is never among them. A school that nobody serves is opened by the command itself, and cannot be served meanwhile. Every changing tool takes `dryRun`. Give an agent a key of its own with few permissions: lms key create agent --permission enrollment.read. Over HTTP the same is at /api/mcp, with the key as bearer token.';
  static override examples = [
    'LECTERN_TOKEN=lk_... <%= config.bin %> mcp --url https://school.example.org',
    '<%= config.bin %> mcp --dir school --as ana@example.org --plugin courses --plugin content',
    '<%= config.bin %> mcp --dir school --read-only',
  ];
  static override flags = {
    ...globalFlags,
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who asks; the owner when absent' }),
    plugin: Flags.string({
      multiple: true,
      helpValue: '<id>',
      description: 'Only tools of this plugin, such as courses',
    }),
    'read-only': Flags.boolean({ description: 'Only tools that change nothing' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Mcp);
    this.take(flags);
    const { lms } = await this.reach(flags, flags.as);
    const { speakMcp } = await import('../speak-mcp.ts');
    await speakMcp(lms, { plugins: flags.plugin, readOnly: flags['read-only'] });
  }
}
