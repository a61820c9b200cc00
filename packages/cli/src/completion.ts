// Scripts that complete `lms` in a shell. All words stand in the script: a shell that asked `lms` for them at every Tab
// would wait a fifth of a second each time.

export interface Word {
  readonly name: string;
  readonly about: string;
}
export interface CompletedFlag extends Word {
  /** Undefined for a flag without a value; files are offered where there are no words. */
  readonly values?: readonly string[] | undefined;
}
export interface CompletedCommand extends Word {
  readonly flags: readonly CompletedFlag[];
  /** Of the first argument; files where there are none. */
  readonly words: readonly string[];
}
export type Shell = keyof typeof scripts;

const scripts = { bash, zsh, fish };
export const shells = Object.keys(scripts) as Shell[];
/** @param commands by the names people type: `user create` */
export const completionScript = (shell: Shell, commands: readonly CompletedCommand[]): string =>
  scripts[shell](commands);

/** First words, and what may follow those that are topics. */
function tree(commands: readonly CompletedCommand[]): { first: Word[]; below: Map<string, Word[]> } {
  const first = new Map<string, Word>();
  const below = new Map<string, Word[]>();
  for (const { name, about } of commands) {
    const [one = '', two] = name.split(' ');
    if (!first.has(one)) first.set(one, { name: one, about });
    if (two !== undefined) below.set(one, [...(below.get(one) ?? []), { name: two, about }]);
  }
  return { first: [...first.values()], below };
}
const names = (words: readonly Word[]) => words.map(({ name }) => name).join(' ');

/** Works in bash 3.2, which macOS has: no associative arrays. */
function bash(commands: readonly CompletedCommand[]): string {
  const { first, below } = tree(commands);
  const cases = commands.map(({ name, flags, words }) => {
    const offered = flags.flatMap((flag) =>
      flag.values?.length ? [`      --${flag.name}) words='${flag.values.join(' ')}';;`] : [],
    );
    const files = flags.flatMap((flag) => (flag.values?.length === 0 ? [`--${flag.name}`] : []));
    return `  '${name}')
    flags='${flags.map((flag) => `--${flag.name}`).join(' ')}'; words='${words.join(' ')}'
    case "$before" in
${[...offered, `      ${files.join('|')}) words='';;`].join('\n')}
    esac;;`;
  });
  return `# Completion of lms. In ~/.bashrc: source <(lms completion bash)
_lms() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" flags='' words='' command="\${COMP_WORDS[1]}"
  [ "$word" = = ] && word=''
  [ "$before" = = ] && before="\${COMP_WORDS[COMP_CWORD-2]}"
  case "$command" in ${[...below.keys()].join('|')}) [ "$COMP_CWORD" -gt 2 ] && command="$command \${COMP_WORDS[2]}";; esac
  if [ "$COMP_CWORD" -eq 1 ]; then words='${names(first)}'
  else case "$command" in
${[...below].map(([topic, words]) => `  '${topic}') words='${names(words)}';;`).join('\n')}
${cases.join('\n')}
  esac; fi
  case "$word" in -*) words="$flags";; esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _lms lms
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const { first, below } = tree(commands);
  const quote = (text: string) => text.replaceAll("'", "'\\''");
  const described = (words: readonly Word[]) =>
    words.map(({ name, about }) => `'${name}:${quote(about.replaceAll(':', '\\:'))}'`).join(' ');
  const cases = commands.map(({ name, flags, words }) => {
    const specs = flags.map((flag) => {
      const value =
        flag.values === undefined ? '' : `:value:${flag.values.length ? `(${flag.values.join(' ')})` : '_files'}`;
      return `'--${flag.name}${value && '='}[${quote(flag.about.replace(/[[\]]/g, '\\$&'))}]${value}'`;
    });
    return `  '${name}') _arguments ${specs.join(' ')} '*:argument:${words.length ? `(${words.join(' ')})` : '_files'}';;`;
  });
  return `#compdef lms
# Completion of lms. In ~/.zshrc, after compinit: source <(lms completion zsh)
_lms() {
  local -a first; first=(${described(first)})
  if (( CURRENT == 2 )); then _describe command first; return; fi
  local command=$words[2]
  case $command in
${[...below].map(([topic, under]) => `  ${topic}) local -a under; under=(${described(under)})\n    if (( CURRENT == 3 )); then _describe command under; return; fi\n    command="$command $words[3]"; shift words; (( CURRENT-- ));;`).join('\n')}
  esac
  shift words; (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _lms lms
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const { first, below } = tree(commands);
  const quote = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`;
  const offer = (when: string, { name, about }: Word) =>
    `complete -c lms -f -n ${quote(when)} -a ${name} -d ${quote(about)}`;
  const lines = [
    ...first.map((word) => offer('__fish_use_subcommand', word)),
    ...[...below].flatMap(([topic, words]) =>
      words.map((word) =>
        offer(`__fish_seen_subcommand_from ${topic}; and not __fish_seen_subcommand_from ${names(words)}`, word),
      ),
    ),
    ...commands.flatMap(({ name, flags, words }) => {
      const when = quote(
        name
          .split(' ')
          .map((word) => `__fish_seen_subcommand_from ${word}`)
          .join('; and '),
      );
      return [
        ...flags.map(({ name: flag, about, values }) => {
          const value = values === undefined ? '' : values.length > 0 ? ` -x -a ${quote(values.join(' '))}` : ' -r -F';
          return `complete -c lms -n ${when} -l ${flag} -d ${quote(about)}${value}`;
        }),
        ...(words.length > 0 ? [`complete -c lms -f -n ${when} -a ${quote(words.join(' '))}`] : []),
      ];
    }),
  ];
  return `# Completion of lms. In ~/.config/fish/config.fish: lms completion fish | source\n${lines.join('\n')}\n`;
}
