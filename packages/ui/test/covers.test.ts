// Guard: the fixed hashes are of the drawings of the design's reference implementation. Swapping two entries of HUES,
// reordering two papers, or widening one character of the width table turned most of them red.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type CoverOptions, coverSvg, type PaperOptions, paperSvg } from '../src/covers.ts';

const fingerprint = (svg: string) => createHash('sha256').update(svg).digest('hex').slice(0, 16);

const reference: readonly (readonly [CoverOptions, string])[] = [
  [{ title: 'Statistics You Can Trust', by: 'Marta Lindqvist' }, '74b558c3ef6a5538'],
  [{ title: 'How Maps Persuade', by: 'Jonas Oyelaran' }, '9ec978021b5a51bd'],
  [{ title: 'Counterpoint for Listeners', by: 'Agnes Thorvald' }, '2f3e2adf9bd0dd21'],
  [{ title: 'Bookbinding by Hand', by: 'Ruth Castellanos' }, '058c41500e3c3906'],
  [{ title: 'Soil, Seed and Season', by: 'Tomasz Wilk' }, '36a96dd69892893d'],
  [{ title: 'Film Photography: Light and Silver', by: 'Hanne Bakker' }, 'd0cc87e5ce2e21b0'],
  [{ title: 'Reading a Balance Sheet', by: 'Dev Mukherjee' }, '90a5c0721b4ddd47'],
  [{ title: 'Writing That Gets Read', by: 'Clara Devereux' }, 'c22c3568e4ad070b'],
  [{ title: 'First Aid at Sea', by: 'Mira Aydin' }, 'd613763811f6965c'],
  [{ title: 'Ornithology before Breakfast', by: 'Mira Aydin' }, '23a61d73763f4785'],
  [{ title: 'Νέα ελληνικά: πρώτη συζήτηση', by: 'Eleni Markou' }, '82bec11514799822'],
  [{ title: 'Русская малая проза', by: 'Вера Соколова' }, '0a91d09ce7fab6b2'],
  [{ title: 'مدخل إلى الخط العربي', by: 'ميرا أيدين' }, '692939561f639547'],
  [{ title: 'מבוא לסטטיסטיקה' }, 'bbce9503de1aac4b'],
  [{ title: '統計学入門', by: '田中' }, '4fd1bbbfb33f8d55'],
  [{ title: '한국어 첫걸음' }, 'c6a32c8f2fdabd04'],
  [{ title: 'Go', by: 'Lise Berg' }, '8bfd9945a875baca'],
  [
    {
      title:
        'Project Management for People Who Would Rather Be Making Things Than Talking about Them in Rooms without Windows, Volume Two',
      by: 'Ken Watanabe',
    },
    'dcb5c8e02f7f6659',
  ],
  [{ title: 'Donaudampfschifffahrtsgesellschaftskapitänsausbildung' }, '39c860d8ec805a3c'],
  [{ title: 'Q&A: "<script>" and other quotes', by: 'A & B' }, 'af742d066591a0b9'],
  [{ title: 'Électricité pour débutants' }, '09a995e3ff373d69'],
  [{ title: '🦉 Owls at Night' }, 'a3ac00ee40b80d4f'],
  [{ title: 'Sketching Insects' }, 'c853646abd8d267e'],
  [{ title: 'Linear Algebra Done Gently', by: 'Paul Okafor', width: 1200, height: 630 }, '0aad1924b94254d1'],
  [{ title: 'Walking the Northern Hills', by: 'Lise Berg', plate: '/files/hills.jpg' }, '46ec916dafa374c1'],
];
const referencePapers: readonly (readonly [PaperOptions, string])[] = [
  [{ title: 'Halden Evening School', hue: 205, scale: 2, width: 400, height: 860 }, '619c90d2576ba2bf'],
  [{ title: 'Reading a Balance Sheet' }, '34eaca6e1a409c9d'],
];

describe('a cover', () => {
  test.each(reference)('is drawn as the reference draws it: %o', (options, expected) => {
    expect(fingerprint(coverSvg(options))).toBe(expected);
  });

  test.each(referencePapers)('and so is a paper without a label: %o', (options, expected) => {
    expect(fingerprint(paperSvg(options))).toBe(expected);
  });

  test('uses all twelve papers', () => {
    const papers = new Set(
      Array.from({ length: 200 }, (_, i) =>
        coverSvg({ title: `Course ${i}` })
          .replace(/#[0-9a-f]{6}|[\d.-]+|\w+="[^"]*"/g, '')
          .slice(0, 300),
      ),
    );
    expect(papers.size).toBeGreaterThanOrEqual(12);
  });

  test('is the same for a title however it is spelled in Unicode, and for the same title every time', () => {
    const composed = 'Électricité'.normalize('NFC');
    const cloth = (svg: string) => /fill="(#\w+)"/.exec(svg)?.[1];
    expect(cloth(coverSvg({ title: composed.normalize('NFD') }))).toBe(cloth(coverSvg({ title: composed })));
    expect(coverSvg({ title: 'Go' })).toBe(coverSvg({ title: 'Go' }));
  });

  test('of a course without a title is a blank book, not a fault', () => {
    // The reference throws here.
    for (const title of ['', '   ']) {
      expect(coverSvg({ title })).toMatch(/^<svg .+<\/svg>$/);
      expect(paperSvg({ title })).toMatch(/^<svg .+<\/svg>$/);
    }
  });

  test('lets no title, author or address of a picture out of its place', () => {
    const svg = coverSvg({ title: '<script>alert(1)</script>', by: '</text><b>', plate: 'x" onload="alert(1)' });
    expect(svg).not.toMatch(/<script|<b>|" onload="/);
  });

  test('names its pattern after what the caller says, so that two of a title can stand in one page', () => {
    const [one, two] = ['a', 'b'].map((id) => /id="(\w+)"/.exec(coverSvg({ title: 'Go', id }))?.[1]);
    expect(one).not.toBe(two);
  });
});
