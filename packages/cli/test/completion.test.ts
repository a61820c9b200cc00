// Real shells: the script is loaded, and asked as Tab would ask it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lms } from './lms.ts';

const scratch = mkdtempSync(join(tmpdir(), 'lectern-completion-'));
const script = (shell: string) => join(scratch, `lms.${shell}`);
beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(script(shell), (await lms('completion', shell)).out);
}, 30_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const run = (shell: string, text: string) =>
  execFileSync(shell, ['-c', text], { encoding: 'utf8', cwd: scratch }).trim().split(/\s+/);

const cases: readonly (readonly [line: string, offers: readonly string[]])[] = [
  ['lms us', ['user']],
  ['lms user s', ['show', 'suspend']],
  ['lms user create --ro', ['--role']],
  ['lms audit export --format ', ['csv', 'jsonl']],
  ['lms call courses.publ', ['courses.publish']],
  ['lms call --dir school enrollment.e', ['enrollment.enroll']],
  ['lms dev enr', ['enrollment']],
  ['lms completion ', ['bash', 'fish', 'zsh']],
];

describe.skipIf(!has('bash'))('bash', () => {
  const offered = (line: string) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    return run(
      'bash',
      `source ${script('bash')}; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _lms; echo "\${COMPREPLY[@]}"`,
    ).sort();
  };
  test.for(cases)('%s', ([line, offers]) => expect(offered(line)).toEqual(offers));
  test('a flag that takes a folder is offered files', () => {
    expect(offered('lms serve --dir lms.f')).toEqual(['lms.fish']);
  });
  test('it is registered for lms, and prints nothing while it loads', () => {
    expect(run('bash', `source ${script('bash')}; complete -p lms`)).toEqual(['complete', '-F', '_lms', 'lms']);
  });
});

describe.skipIf(!has('fish'))('fish', () => {
  test.for(cases)('%s', ([line, offers]) => {
    const lines = execFileSync('fish', ['-c', `source ${script('fish')}; complete -C '${line}'`], { encoding: 'utf8' });
    expect(
      lines
        .trim()
        .split('\n')
        .map((one) => one.split('\t')[0])
        .sort(),
    ).toEqual(offers);
  });
});

describe.skipIf(!has('zsh'))('zsh', () => {
  test('reads the script without complaint', () => {
    expect(spawnSync('zsh', ['-n', script('zsh')], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
