// Titles where only a file name is known.
import { prefixOf } from './order.ts';

/** As people write them. */
const written = new Map(
  `DOM HTML CSS API APIs JSON URL URLs HTTP HTTPS SQL JavaScript ECMAScript TypeScript Node.js Git GitHub GitLab CLI JS XML SVG
  PDF AI UI UX ID OOP ES6 macOS iOS WSL WSL2 ChromeOS Linux Windows Python React Vue Ruby Rails SQLite Postgres PostgreSQL
  VS TDD npm REST GraphQL MVC CRUD FAQ README YAML TOML CSV UTF IDE SSH DNS TCP IP OS CS GNU Docker Kubernetes C++ USA EU`
    .split(/\s+/)
    .map((word) => [word.toLowerCase().replace('.', ''), word]),
);

/** `DOM_manipulation_and_events` and `03-dom-manipulation-and-events` become `DOM manipulation and events`. */
export function titleFrom(name: string): string {
  const words = oneLine(prefixOf(name).rest.replace(/[_-]+/g, ' ')).split(' ');
  const spelt = words.map((word) => written.get(word.toLowerCase()) ?? word);
  const [first = '', ...rest] = spelt;
  const begun = written.has(first.toLowerCase()) ? first : first.charAt(0).toLocaleUpperCase() + first.slice(1);
  return [begun, ...rest].join(' ') || 'Untitled';
}

/** A title is one line; whatever else a stranger wrote into it becomes a space. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  return line.length > 200
    ? line
        .slice(0, 200)
        .toWellFormed()
        .replace(/\ufffd$/, '')
    : line;
}
