// What the settings before a text say, as far as a lesson has a place for it. Absurd ones are reported, never fatal.
import type { TextTools } from '@lectern/content/contract';
import { Slug } from '@lectern/kit/contract';
import { parseDocument } from 'yaml';

export interface Settings {
  readonly title?: string;
  readonly order?: number;
  readonly summary?: string;
  /** Markdown. Without a summary beside it, a description is taken for one. */
  readonly description?: string;
  readonly language?: string;
  /** Of a course. In a lesson nothing uses it. */
  readonly author?: string;
  /** Where it is an end of an address as we have them; other tools also write paths there. */
  readonly slug?: string;
  /** `quiz`: the file has questions (`QuizTools.parse`), and its settings say how they are taken. */
  readonly kind?: 'quiz';
  /** The first heading stays in the text though it says the title: written by our own export. */
  readonly keepHeading?: boolean;
}
export interface FrontMatter {
  readonly settings: Settings;
  /** The text after it, its lines where they were: the settings are replaced by empty lines. */
  readonly body: string;
  readonly problems: readonly string[];
}

const longest = 64 * 1024;
const orderNames = ['order', 'weight', 'sidebar_position', 'nav_order', 'position'];
/** Settings of site generators that say where and how a page appears, nothing that a reader would miss. */
const forTheSite = new Set(
  `layout permalink id url aliases redirect_from parent grand_parent has_children has_toc nav_exclude nav_title toc
  toc_depth sidebar sidebar_label sidebar_class_name sidebar_custom_props sidebar_key pagination_label pagination_next
  pagination_prev hide_title hide_table_of_contents custom_edit_url draft date lastmod last_modified_at publishDate type
  template search_exclude outline editLink prev next navigation menu sitemap keywords`.split(/\s+/),
);

/** @param source a whole Markdown file without byte order mark, lines ended by `\n` */
export function readFrontMatter(source: string, find: TextTools['frontMatter']): FrontMatter {
  const found = find(source);
  if (!found) return { settings: {}, body: source, problems: [] };
  const { syntax, text, lines } = found;
  const body = '\n'.repeat(lines) + source.split('\n').slice(lines).join('\n');
  if (syntax === 'toml')
    return { settings: {}, body, problems: ['settings in TOML are not read; write them in YAML between --- lines'] };
  return { ...settingsOf(text, body.trim() === ''), body };
}

function settingsOf(text: string, alone: boolean): Pick<FrontMatter, 'settings' | 'problems'> {
  const unreadable = (problem: string) => ({ settings: {}, problems: [problem] });
  if (text.length > longest) return unreadable(`the settings are longer than ${longest} characters and are not read`);
  let value: unknown;
  try {
    const document = parseDocument(text, { schema: 'core', merge: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error) return unreadable(`the settings are not YAML: ${firstLine(error.message)}`);
    // Aliases that multiply ("billion laughs") end here.
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return unreadable(
      `the settings are not read: ${error instanceof Error ? firstLine(error.message) : 'too complicated'}`,
    );
  }
  if (value === null || value === undefined) return { settings: {}, problems: [] };
  if (typeof value !== 'object' || Array.isArray(value))
    return unreadable('the settings must be names with values, such as title: Loops');
  return known(value as Record<string, unknown>, alone);
}

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/:$/, '');

/** @param alone there is no text: the settings are those of a folder */
function known(given: Readonly<Record<string, unknown>>, alone: boolean): Pick<FrontMatter, 'settings' | 'problems'> {
  const problems: string[] = [];
  const line = (name: string): string | undefined => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' || typeof value === 'number') return lineOf(String(value));
    problems.push(`the setting ${name} must be a line of text`);
    return undefined;
  };
  const orderName = orderNames.find((name) => given[name] !== undefined);
  const order = orderName === undefined ? undefined : Number(given[orderName] === '' ? Number.NaN : given[orderName]);
  const ordered =
    order !== undefined &&
    Number.isFinite(order) &&
    typeof given[orderName!] !== 'object' &&
    typeof given[orderName!] !== 'boolean';
  if (order !== undefined && !ordered) problems.push(`the setting ${orderName} must be a number`);
  const [title, summary, language] = [
    line('title'),
    line('summary') ?? line('description'),
    line('language') ?? line('lang'),
  ];
  const written = language !== undefined && isLanguage(language);
  if (language !== undefined && !written)
    problems.push('the setting language must be a language tag such as en or pt-BR');
  const long = given.summary != null && typeof given.description === 'string' ? given.description : '';
  const description = long.trim();
  const author = alone ? line('author') : undefined;
  const slug = Slug.safeParse(typeof given.slug === 'string' ? given.slug.normalize('NFC') : undefined).data;
  const used = new Set(['title', 'summary', 'description', 'language', 'lang', 'slug', 'keep_heading', ...orderNames]);
  if (alone) used.add('author');
  const isQuiz = given.kind === 'quiz' && !alone;
  if (isQuiz) for (const name of ['kind', 'pass', 'attempts', 'shuffle', 'answers']) used.add(name);
  const unknown = Object.keys(given).filter((name) => !used.has(name) && !forTheSite.has(name));
  if (unknown.length > 0)
    problems.push(
      `settings that nothing here uses: ${unknown
        .slice(0, 10)
        .map((name) => name.slice(0, 40))
        .join(', ')}${unknown.length > 10 ? ` and ${unknown.length - 10} more` : ''}`,
    );
  return {
    settings: {
      ...(title && { title: title.slice(0, 200) }),
      ...(summary && { summary: summary.slice(0, 500) }),
      ...(description && { description: description.slice(0, 20_000) }),
      ...(written && { language }),
      ...(ordered && { order }),
      ...(author && { author: author.slice(0, 200) }),
      ...(slug !== undefined && { slug }),
      ...(isQuiz && { kind: 'quiz' as const }),
      ...(given.keep_heading === true && { keepHeading: true }),
    },
    problems,
  };
}

/** Spaces stay as they are written; what ends a line, or has no place in one, becomes a space. */
const lineOf = (text: string): string => text.replace(/\s*[\p{Cc}\p{Cs}\u2028\u2029]+\s*/gu, ' ').trim();

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
