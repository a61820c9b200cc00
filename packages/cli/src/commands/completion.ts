import type { Lectern } from '@lectern/sdk';
import { Args, type Command } from '@oclif/core';
import { globalFlags, LmsCommand } from '../command.ts';
import { type CompletedCommand, completionScript, type Shell, shells } from '../completion.ts';

export default class Completion extends LmsCommand {
  static override group = 'build' as const;
  static override summary = 'Print a script that completes commands in your shell.';
  static override description =
    'It knows the commands, their flags, and the operations of the first-party plugins. Load it where your shell starts.';
  static override examples = [
    { description: 'In ~/.bashrc:', command: 'source <(lms completion bash)' },
    { description: 'In ~/.zshrc, after compinit:', command: 'source <(lms completion zsh)' },
    { description: 'In ~/.config/fish/config.fish:', command: 'lms completion fish | source' },
  ];
  static override args = { shell: Args.string({ required: true, options: shells, description: 'Of which shell' }) };
  static override flags = globalFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion);
    this.take(flags);
    const { createClient } = await import('@lectern/sdk');
    const operations = operationsOf(createClient({ url: 'http://localhost' }));
    const plugins = [...new Set(operations.map((operation) => operation.split('.')[0]!))];
    const words = { call: operations, dev: plugins };
    const commands = this.config.commands.map((command) => completed(command, words));
    process.stdout.write(completionScript(args.shell as Shell, commands));
  }
}

function completed(
  { id, summary = '', flags, args }: Command.Loadable,
  words: Readonly<Record<string, readonly string[]>>,
): CompletedCommand {
  return {
    name: id.replaceAll(':', ' '),
    about: summary,
    flags: Object.entries(flags)
      .filter(([, { hidden }]) => !hidden)
      .map(([name, flag]) => ({
        name,
        about: flag.description ?? '',
        ...(flag.type === 'option' && { values: flag.options ?? [] }),
      })),
    words: words[id] ?? Object.values(args)[0]?.options ?? [],
  };
}

/** `courses.list`, out of the SDK's table: no server is loaded for it. */
function operationsOf(lms: Lectern): readonly string[] {
  return Object.entries(lms).flatMap(([plugin, methods]) => {
    const id = plugin.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return typeof methods === 'object' ? Object.keys(methods).map((name) => `${id}.${name}`) : [];
  });
}
