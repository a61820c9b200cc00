// Messages by key, in the reader's language. Every package brings its own English (which is also the type) and whatever
// other languages it has; a language that misses a key speaks English there.
import { signal } from '@preact/signals';
import { isolated, render, type Spoken, type Values } from './template.ts';

type Category = 'zero' | 'one' | 'two' | 'few' | 'many';
/** Forms of CLDR's plural categories; `{count}` chooses among them. */
export type Plural = { readonly other: string } & { readonly [C in Category]?: string };
export type Message = string | Plural;
export type Catalogue = Readonly<Record<string, Message>>;

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Blanks<M extends Message> = M extends string ? Names<M> : M extends Plural ? Names<M['other']> | 'count' : never;
type Filled<M extends Message, Value> = [Blanks<M>] extends [never]
  ? []
  : [values: { readonly [B in Blanks<M>]: M extends Plural ? (B extends 'count' ? number : Value) : Value }];

/** Speaks one catalogue: `t('courses.seats', { count: 14 })`. Unknown keys and missing values do not compile. */
export interface Translate<English extends Catalogue> {
  <Key extends keyof English>(key: Key, ...values: Filled<English[Key], string | number>): string;
  /** The same with elements in the blanks, for a sentence that holds a link: an array to put among children. */
  parts<Key extends keyof English, Value>(key: Key, ...values: Filled<English[Key], Value>): (string | Value)[];
}

/**
 * What other languages may say for an English catalogue: some of its keys, and what the school refuses, by its code:
 * `refused.courses.slug_taken`. The English of that is in the contract and comes with the answer.
 */
export type Translation<English extends Catalogue> = { readonly [Key in keyof English]?: Message } & {
  readonly [Code in `refused.${string}`]?: string;
};
type Brought<English extends Catalogue> = Translation<English> | (() => Promise<Translation<English>>);
type Source = Catalogue | (() => Promise<Catalogue>);

interface Registered {
  readonly english: Catalogue;
  readonly others: Map<string, Source>;
}

const registered = new Map<string, Registered>();
const waiting = new Set<Promise<void>>();
// Read by every t(), so that a component speaks anew when the language or a catalogue of it arrives.
const spoken = /* #__PURE__ */ signal({ language: 'en' });

/** The language being spoken, as a BCP 47 tag. Reading it in a component subscribes the component. */
export const language = (): string => spoken.value.language;

/**
 * Adds a package's messages and returns the function that speaks them. English is needed, the others may be loaded when
 * somebody reads them: `registerMessages('courses', { en: english, ar: () => import('./arabic.ts').then((m) => m.arabic) })`.
 */
export function registerMessages<const English extends Catalogue>(
  name: string,
  catalogues: { readonly en: English } & Readonly<Record<string, NoInfer<English> | Brought<NoInfer<English>>>>,
): Translate<English> {
  const { en, ...others } = catalogues;
  registered.set(name, { english: en, others: new Map(Object.entries(others as Record<string, Source>)) });
  const arriving = load(spoken.peek().language);
  if (arriving) void arriving.then(speakAgain);
  const speak = (key: string, values: Values = {}): string =>
    render(lookUp(name, key), values, (value) => isolated(String(value), language())).join('');
  const parts = (key: string, values: Values = {}): unknown[] => render(lookUp(name, key), values, (value) => value);
  return Object.assign(speak, { parts }) as unknown as Translate<English>;
}

/** Loads every catalogue of a language, then speaks it. `ar-EG` uses `ar` where nothing closer is written. */
export async function speakLanguage(tag: string): Promise<void> {
  await load(tag);
  spoken.value = { language: tag };
  await messagesReady();
}

/** Speaks a language for one synchronous rendering, on the server. Load it once at start with `loadLanguage`. */
export function inLanguage<Result>(tag: string, render: () => Result): Result {
  const before = spoken.peek();
  spoken.value = { language: tag };
  try {
    return render();
  } finally {
    spoken.value = before;
  }
}

/** Brings the catalogues of a language without speaking it yet. */
export const loadLanguage = async (tag: string): Promise<void> => load(tag);

/** Resolves when no catalogue is on its way: a router waits for it before it shows a screen that brought new messages. */
export async function messagesReady(): Promise<void> {
  while (waiting.size > 0) await Promise.all(waiting);
}

/** Every catalogue there is, loaded; for tests and for translators' tools. */
export async function allMessages(): Promise<
  { package: string; language: string; english: Catalogue; messages: Catalogue }[]
> {
  const rows = [...registered].flatMap(([name, { english, others }]) =>
    [...others].map(async ([tag, source]) => {
      const messages = typeof source === 'function' ? await source() : source;
      return { package: name, language: tag, english, messages };
    }),
  );
  return Promise.all(rows);
}

/** The message in the reader's language, else in English, with the language it is in: that one chooses the plural form. */
function lookUp(name: string, key: string): Spoken {
  const { english, others } = registered.get(name)!;
  for (const close of fallbacks(language())) {
    const source = others.get(close);
    if (typeof source === 'object' && source[key] !== undefined) return { message: source[key], tongue: language() };
  }
  return { message: english[key] ?? key, tongue: /^en\b/.test(language()) ? language() : 'en' };
}

/** What was refused, where the reader's language has words for it; undefined in English, which the school speaks itself. */
export function refused(code: string): string | undefined {
  for (const close of fallbacks(language())) {
    for (const { others } of registered.values()) {
      const source = others.get(close);
      const said = typeof source === 'object' ? source[`refused.${code}`] : undefined;
      if (typeof said === 'string') return said;
    }
  }
  return undefined;
}

/** `zh-Hant-HK` is answered by itself, then `zh-Hant`, then `zh` (RFC 4647 lookup). */
const fallbacks = (tag: string): string[] => {
  const parts = tag.split('-');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
};

/** Undefined when there is nothing to wait for, so that a first page in English costs no microtask. Never rejects: English stands in. */
function load(tag: string): Promise<void> | undefined {
  const missing = [...registered].flatMap(([name, { others }]) =>
    fallbacks(tag).flatMap((close) => {
      const source = others.get(close);
      if (typeof source !== 'function') return [];
      const failed = (error: unknown) =>
        console.error(`The messages of ${name} in ${close} could not be loaded`, error);
      return [source().then((messages) => void others.set(close, messages), failed)];
    }),
  );
  if (missing.length === 0) return undefined;
  const all: Promise<void> = Promise.all(missing).then(() => void waiting.delete(all));
  waiting.add(all);
  return all;
}

const speakAgain = (): void => {
  spoken.value = { ...spoken.peek() };
};
