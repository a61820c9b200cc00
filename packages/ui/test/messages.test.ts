import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import {
  allMessages,
  inLanguage,
  type Message,
  messagesReady,
  registerMessages,
  speakLanguage,
} from '../src/messages/catalogue.ts';
import {
  formatAgo,
  formatBytes,
  formatDate,
  formatDuration,
  formatList,
  formatMoney,
  formatTimecode,
} from '../src/messages/format.ts';
import { t } from '../src/messages/t.ts';

afterEach(() => speakLanguage('en'));

const blanksOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));

describe('every catalogue', () => {
  test('speaks only keys that English has, and fills only its blanks', async () => {
    for (const { package: name, language, english, messages } of await allMessages())
      for (const [key, message] of Object.entries(messages)) {
        const said = english[key];
        expect(said, `${name} ${language} "${key}" is not in English`).toBeDefined();
        const allowed = new Set(formsOf(said!).flatMap(blanksOf));
        for (const blank of formsOf(message).flatMap(blanksOf))
          expect([...allowed], `${language} "${key}"`).toContain(blank);
        expect(typeof message, `${language} "${key}" counts where English counts`).toBe(typeof said);
      }
  });

  test('has every plural form of its language where it counts', async () => {
    // Guard: deleting `few` from drop.took in Arabic turned this red.
    for (const { language, messages } of await allMessages()) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(messages))
        if (typeof message !== 'string')
          expect(Object.keys(message).sort(), `${language} "${key}"`).toEqual([...needed].sort());
    }
  });

  test('in Arabic leaves no key of the shell to English but the symbols of a timetable', async () => {
    const arabic = (await allMessages()).find((one) => one.package === 'ui' && one.language === 'ar')!;
    const missing = Object.keys(arabic.english).filter((key) => arabic.messages[key] === undefined);
    expect(missing).toEqual(['duration.hours', 'duration.minutes', 'duration.seconds']);
  });

  test('keeps the tone: no exclamation, no "please", no "successfully", no "Oops"', async () => {
    const { english } = (await allMessages())[0]!;
    const wrong = Object.entries(english).filter(([, message]) =>
      /!|please|successfully|oops|\bOK\b|\bsubmit\b|log in/i.test(formsOf(message).join(' ')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a message', () => {
  test('counts as its language counts, in its digits', async () => {
    expect(t('progress.lessons', { done: 1, count: 1 })).toBe('1 of 1 lesson');
    expect(t('progress.lessons', { done: 6, count: 2100 })).toBe('6 of 2,100 lessons');
    await speakLanguage('ar-EG');
    expect(t('progress.lessons', { done: 1, count: 2 })).toBe('١ من درسين');
    expect(t('progress.lessons', { done: 6, count: 21 })).toBe('٦ من ٢١ درسًا');
    expect(t('progress.lessons', { done: 6, count: 100 })).toBe('٦ من ١٠٠ درس');
  });

  test('may say something of its own for none', () => {
    expect(t('drop.took', { count: 0 })).toBe('There was no file in it');
  });

  test('falls back to English where its language has no word, and from a region to its language', async () => {
    const w = registerMessages('test-fallback', {
      en: { greeting: 'Good evening, {name}', lessons: { one: '{count} lesson', other: '{count} lessons' } },
      pt: { greeting: 'Boa noite, {name}' },
      ja: {},
    });
    await speakLanguage('pt-BR');
    expect(w('greeting', { name: 'Inés' })).toBe('Boa noite, Inés');
    expect(w('lessons', { count: 3 })).toBe('3 lessons');
    await speakLanguage('ja'); // counts nothing apart, so English must not fall to "1 lessons"
    expect(w('lessons', { count: 1 })).toBe('1 lesson');
  });

  test('isolates a name that runs against the line, and only that', async () => {
    expect(t('shell.account', { name: 'إيناس' })).toBe('Account of \u2068إيناس\u2069');
    expect(t('shell.account', { name: 'Inés' })).toBe('Account of Inés');
    await speakLanguage('ar');
    expect(t('shell.account', { name: 'Inés' })).toBe('حساب \u2068Inés\u2069');
  });

  test('takes elements in its blanks, for a sentence that holds a link', () => {
    const link = { link: true };
    expect(t.parts('shell.account', { name: link })).toEqual(['Account of ', link, '']);
  });

  test('is checked by the compiler', () => {
    expectTypeOf(t<'shell.account'>).parameters.toEqualTypeOf<['shell.account', { readonly name: string | number }]>();
    // @ts-expect-error there is no such message
    t('shell.nothing');
    // @ts-expect-error the name is missing
    t('shell.account');
    // @ts-expect-error a count is a number
    t('drop.took', { count: 'three' });
    // @ts-expect-error another language may not have keys of its own
    registerMessages('test-types', { en: { a: 'A' }, de: { b: 'B' } });
  });

  test('of a catalogue that comes later is spoken once it is there', async () => {
    await speakLanguage('ar');
    const w = registerMessages('test-late', { en: { hello: 'Hello' }, ar: async () => ({ hello: 'مرحبًا' }) });
    expect(w('hello')).toBe('Hello');
    await messagesReady();
    expect(w('hello')).toBe('مرحبًا');
  });

  test('can be spoken in two languages by one server', async () => {
    await speakLanguage('en');
    const arabic = inLanguage('ar', () => t('nav.courses'));
    expect([arabic, t('nav.courses')]).toEqual(['الدورات', 'Courses']);
  });
});

describe('in English', () => {
  test('a duration has the symbols of a timetable', () => {
    expect(formatDuration(7800)).toBe('2 h 10 min');
    expect(formatDuration(3600)).toBe('1 h');
    expect(formatDuration(40)).toBe('40 s');
    expect(formatDuration(0)).toBe('0 s');
  });
  test('a time code is read left to right', () => {
    expect([formatTimecode(728), formatTimecode(3728)]).toEqual(['12:08', '1:02:08']);
  });
  test('money is in minor units, and round prices lose their zeros', () => {
    expect([
      formatMoney(6400, 'EUR'),
      formatMoney(8640, 'EUR'),
      formatMoney(1200, 'JPY'),
      formatMoney(1500, 'KWD'),
    ]).toEqual(['€64', '€86.40', '¥1,200', 'KWD\u00A01.500']);
  });
  test('the past and the future are near', () => {
    const now = new Date('2026-11-22T12:00:00Z');
    const ago = (at: string) => formatAgo(at, now);
    expect([
      ago('2026-11-22T12:00:20Z'),
      ago('2026-11-21T12:00:00Z'),
      ago('2026-11-24T13:00:00Z'),
      ago('2026-08-20T12:00:00Z'),
      ago('2023-11-20T12:00:00Z'),
    ]).toEqual(['in 20 seconds', 'yesterday', 'in 2 days', '3 months ago', '3 years ago']);
  });
  test('a date names its year when it is not this one', async () => {
    await speakLanguage('en-GB');
    const thisYear = new Date().getFullYear();
    expect(formatDate(`${thisYear}-12-02T12:00:00Z`, 'day', 'UTC')).toBe('2 December');
    expect(formatDate('1926-12-02T12:00:00Z', 'day', 'UTC')).toBe('2 December 1926');
  });
  test('bytes and lists read well', () => {
    expect([formatBytes(0), formatBytes(1536), formatBytes(61e9)]).toEqual(['0 byte', '1.5 kB', '61 GB']);
    expect(formatList(['soil', 'seed', 'season'])).toBe('soil, seed, and season');
  });
});
