// Before anything runs: a command that does not exist is named together with the one that was meant. Exit code 2.
import type { Hook } from '@oclif/core';
import { nearest } from './near.ts';

const unknownCommand: Hook<'init'> = async ({ id, argv, config }) => {
  if (id === undefined || config.findCommand(id) || ['--help', '-h', '--version'].includes(id)) return;
  const [next] = argv;
  const topic = config.findTopic(id);
  if (topic && (next === undefined || next.startsWith('-'))) return;
  const names = config.commands.map((command) => command.id.replaceAll(':', ' '));
  const say = (text: string) => {
    process.stderr.write(`${text}\n\`lms --help\` lists all commands.\n`);
    process.exit(2);
  };
  if (id.startsWith('-')) {
    const command = names.find((name) => argv.join(' ').includes(name)) ?? 'COMMAND';
    return say(`The command comes first, flags after it: lms ${command} ${id} ...`);
  }
  // oclif takes everything up to the first flag for the name when the first word is a topic
  const words = [...id.split(':'), ...(next?.startsWith('-') === false ? [next] : [])];
  const known = names.find((name) => words.join(' ').startsWith(`${name} `));
  if (known) {
    const [extra] = words.slice(known.split(' ').length);
    return say(
      `\`lms ${known}\` takes no argument, and ${extra} is one. \`lms ${known} --help\` shows how it is written.`,
    );
  }
  const typed = words.slice(0, config.findTopic(words[0]!) ? 2 : 1).join(' ');
  const meant = nearest(typed, names) ?? nearest(words.slice(0, 2).join(' '), names);
  say(`There is no command \`lms ${typed}\`.${meant ? ` Did you mean \`lms ${meant}\`?` : ''}`);
};
export default unknownCommand;
