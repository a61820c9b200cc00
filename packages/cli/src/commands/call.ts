import { existsSync, readFileSync } from 'node:fs';
import { Args, Flags } from '@oclif/core';
import { globalFlags, LmsCommand, previewed } from '../command.ts';
import { UsageError } from '../errors.ts';

export default class Call extends LmsCommand {
  static override group = 'build' as const;
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
    as: Flags.string({ helpValue: '<email>', description: 'Address of the person who calls; the owner when absent' }),
    input: Flags.string({ helpValue: '<json>', description: 'JSON, @file or - for standard input', default: '{}' }),
    ...previewed('Answer, events and audit as they would be; change nothing'),
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
  const file = given === '-' ? 0 : given.startsWith('@') ? given.slice(1) : undefined;
  if (typeof file === 'string' && !existsSync(file))
    throw new UsageError(`--input is ${given}: there is no file ${file}.`);
  const text = file === undefined ? given : readFileSync(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `--input is not JSON: ${error instanceof Error ? error.message : String(error)}\nWrite an object in single quotes, such as --input '{"limit":10}', or @file.json, or - for standard input.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError('--input must be a JSON object, such as {"limit":10}.');
  return value;
}
