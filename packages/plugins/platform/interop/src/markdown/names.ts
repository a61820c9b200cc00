// Titles where only a file name is known.
import { prefixOf } from './order.ts';

/** As people write them. */
const written = new Map(
  ['DOM', 'HTML', 'CSS', 'API', 'APIs', 'JSON', 'URL', 'URLs', 'HTTP', 'HTTPS', 'SQL', 'JavaScript', 'TypeScript', 'Node.js', 'Git', 'GitHub', 'CLI', 'JS', 'XML', 'SVG', 'PDF', 'AI', 'UI', 'UX', 'ID', 'OOP', 'ES6', 'macOS', 'iOS', 'WSL2', 'ChromeOS', 'Linux', 'Windows', 'Python', 'React', 'Ruby', 'Rails', 'SQLite', 'Postgres', 'VS', 'TDD', 'npm'].map((word) => [word.toLowerCase().replace('.', ''), word]),
);

/** `DOM_manipulation_and_events` and `03-dom-manipulation-and-events` become `DOM manipulation and events`. */
export function titleFrom(name: string): string {
  const words = prefixOf(name).rest.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim().split(' ');
  const spelt = words.map((word) => written.get(word.toLowerCase()) ?? word);
  const [first = '', ...rest] = spelt;
  const begun = written.has(first.toLowerCase()) ? first : first.charAt(0).toLocaleUpperCase() + first.slice(1);
  return [begun, ...rest].join(' ').slice(0, 200) || 'Untitled';
}
/** A title is one line; whatever else a stranger wrote into it becomes a space. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim().slice(0, 200);
