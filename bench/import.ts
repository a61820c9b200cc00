// A thousand lessons of our own making through the importer, against parsing the same files and inserting the same rows.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { type Result, round2 } from './measure.ts';

const program = join(import.meta.dirname, '../packages/cli/bin/lms.ts');
const paragraph =
  'The average describes the table well until the owner of the building walks in and sits down. **Nobody** earns what it says, and [the next lesson](lesson-002.md) asks why. ';

export function importResult(folder: string, scratch: string): Result {
  const lessons = join(scratch, 'lessons');
  for (let part = 0; part < 20; part++) {
    mkdirSync(join(lessons, `part-${part}`), { recursive: true });
    for (let i = 0; i < 50; i++)
      writeFileSync(
        join(lessons, `part-${part}`, `lesson-${String(i).padStart(3, '0')}.md`),
        `# Lesson ${part}.${i}\n\n## First\n\n${paragraph.repeat(5)}\n\n- one\n- two\n\n\`\`\`js\nconst a = 1;\n\`\`\`\n\n## Second\n\n${paragraph.repeat(8)}\n`,
      );
  }
  const started = performance.now();
  execFileSync(process.execPath, [program, 'import', lessons, '--dir', folder, '--json', '--allow-loss'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ours = performance.now() - started;

  const before = performance.now();
  const database = new Database(join(scratch, 'import.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'create table lessons (id text primary key, title text, text text); create table outbox (id text primary key, payload text); create table audit (id text primary key, facts text)',
  );
  const insert = database.prepare('insert into lessons values (?, ?, ?)');
  const event = database.prepare('insert into outbox values (?, ?)');
  // As many durable commits as the importer makes: one for twenty lessons.
  for (let part = 0; part < 20; part++) {
    for (let half = 0; half < 3; half++) {
      database.transaction(() => {
        for (let i = half * 20; i < Math.min(50, half * 20 + 20); i++) {
          const text = readFileSync(join(lessons, `part-${part}`, `lesson-${String(i).padStart(3, '0')}.md`), 'utf8');
          insert.run(`${part}.${i}`, `Lesson ${part}.${i}`, JSON.stringify(fromMarkdown(text)));
          event.run(`${part}.${i}`, '{}');
        }
      })();
    }
  }
  const bare = performance.now() - before;
  return {
    name: 'import.markdown',
    ours: Math.round(1_000_000 / ours),
    bare: Math.round(1_000_000 / bare),
    ratio: round2(bare / ours),
    unit: 'lessons/s',
  };
}
