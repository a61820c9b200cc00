// `lms --help`: what one can do with a school, in the order in which somebody comes to need it.
import { type Command, Help } from '@oclif/core';
import { type Group, globalFlags } from './command.ts';

const groups: Readonly<Record<Group, string>> = {
  begin: 'BEGIN',
  courses: 'COURSES',
  people: 'PEOPLE AND PROGRAMS',
  keep: 'LOOK AFTER IT',
  build: 'BUILD ON IT',
};
const column = 18;

export default class LmsHelp extends Help {
  protected override async showRootHelp(): Promise<void> {
    const commands = this.config.commands as (Command.Loadable & { group?: Group })[];
    const name = ({ id }: Command.Loadable) => id.replaceAll(':', ' ');
    const sections = Object.entries(groups).map(([group, title]): [string, string[]] => [
      title,
      commands
        .filter((command) => command.group === group)
        .map((command) => row(name(command), command.summary?.replace(/\.$/, '') ?? '')),
    ]);
    const everywhere = Object.entries(globalFlags)
      .filter(([, { hidden }]) => !hidden)
      .map(([flag, { description = '' }]) => row(`--${flag}`, description));
    this.log(
      [
        'Lectern, a learning platform of your own.',
        '',
        '  lms init school',
        '  lms serve --dir school',
        ...sections.flatMap(([title, lines]) => ['', title, ...lines]),
        '',
        'EVERYWHERE',
        ...everywhere,
        row('--dry-run', 'Show what would happen; said by commands that cannot'),
        '',
        'EXIT CODES',
        row('0', 'Done'),
        row('1', 'Refused, or something was lost'),
        row('2', 'Written wrongly; nothing was tried'),
        '',
        '`lms COMMAND --help` has the details and examples of a command.',
      ].join('\n'),
    );
  }
}
/** A name that is wider than the column is still told apart from what it does. */
const row = (left: string, right: string) => `  ${`${left} `.padEnd(column)}${right}`;
