// What the settings before a text say, as far as a lesson has a place for it. Absurd ones are reported, never fatal.
import { parseDocument } from 'yaml';

export interface Settings {
  readonly title?: string;
  readonly order?: number;
  readonly summary?: string;
  readonly language?: string;
}
export interface FrontMatter {
  readonly settings: Settings;
  readonly problem?: string;
}
const longest = 64 * 1024;
const orderNames = ['order', 'weight', 'sidebar_position', 'nav_order', 'position'];

/** @param source a whole Markdown file, lines ended by \n */
export function readFrontMatter(source: string): FrontMatter {
  if (/^\+\+\+[ \t]*\n[\s\S]*?\n\+\+\+[ \t]*(\n|$)/.test(source)) return { settings: {}, problem: 'settings in TOML are not read; write them in YAML between --- lines' };
  const match = /^---[ \t]*\n([\s\S]*?)\n?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(source);
  if (!match) return { settings: {} };
  const text = match[1]!;
  if (text.length > longest) return { settings: {}, problem: `the settings are longer than ${longest} characters and are not read` };
  let value: unknown;
  try {
    const document = parseDocument(text, { schema: 'core', merge: false });
    if (document.errors.length > 0) return { settings: {}, problem: `the settings are not YAML: ${document.errors[0]!.message.split('\n')[0]}` };
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return { settings: {}, problem: `the settings are not read: ${error instanceof Error ? error.message.split('\n')[0] : 'too complicated'}` };
  }
  if (value === null || value === undefined) return { settings: {} };
  if (typeof value !== 'object' || Array.isArray(value)) return { settings: {}, problem: 'the settings must be names with values, such as title: Loops' };
  return settingsFrom(value as Record<string, unknown>);
}

function settingsFrom(given: Readonly<Record<string, unknown>>): FrontMatter {
  const wrong: string[] = [];
  const line = (name: string) => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    wrong.push(`${name} must be a line of text`);
    return undefined;
  };
  const orderName = orderNames.find((name) => given[name] !== undefined);
  const order = orderName === undefined ? undefined : Number(given[orderName]);
  if (order !== undefined && !Number.isFinite(order)) wrong.push(`${orderName} must be a number`);
  const [title, summary, language] = [line('title'), line('summary') ?? line('description'), line('language') ?? line('lang')];
  const settings: Settings = {
    ...(title && { title }),
    ...(summary && { summary }),
    ...(language && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) && { language }),
    ...(order !== undefined && Number.isFinite(order) && { order }),
  };
  return { settings, ...(wrong.length > 0 && { problem: `settings: ${wrong.join('; ')}` }) };
}
