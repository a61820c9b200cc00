import { readFileSync } from 'node:fs';
import { Args, Flags } from '@oclif/core';
import { CommandError, globalFlags, LmsCommand } from '../command.ts';

export default class Call extends LmsCommand {
  static override summary = 'Call any operation of the school.';
  static override description =
    "The operation's JSON answer goes to standard output, a problem to standard error. `lms openapi` lists the operations.";
  static override examples = [
    `<%= config.bin %> call courses.list --dir school --as ana@example.org --input '{}'`,
    '<%= config.bin %> call courses.publish --input @course.json --dry-run',
  ];
  static override args = { operation: Args.string({ required: true, description: 'Such as courses.list' }) };
  static override flags = {
    ...globalFlags,
    as: Flags.string({ description: 'Address of the person who calls; the owner when absent' }),
    input: Flags.string({ description: 'JSON, @file or - for standard input', default: '{}' }),
    'dry-run': Flags.boolean({ description: 'Answer, events and audit as they would be; nothing is changed' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Call);
    this.take(flags);
    const input = readInput(flags.input);
    const { lms } = await this.reach(flags, flags.as);
    const { callByName } = await import('../operations.ts');
    const answer = await callByName(lms, args.operation, input, { preview: flags['dry-run'] });
    process.stdout.write(`${JSON.stringify(answer, null, flags.json || !process.stdout.isTTY ? undefined : 2)}\n`);
  }
}

function readInput(given: string): object {
  const text =
    given === '-' ? readFileSync(0, 'utf8') : given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`--input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError('--input must be a JSON object, such as {"limit":10}.');
  return value;
}
