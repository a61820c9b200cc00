// What each HTML element means for a lesson. Elements that are in no list are made-up ones (see from-html.ts).
import type { CalloutKind, Mark } from './blocks.ts';
import { attribute, type HtmlElement } from './html-tree.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

export const markOf: Readonly<Record<string, Mark>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  mark: 'highlight',
  kbd: 'kbd',
  sub: 'sub',
  sup: 'sup',
  code: 'code',
  tt: 'code',
};

/** Begin and end a paragraph; otherwise only what is in them counts. */
export const transparentBlocks = names(`
  address article aside body center div fieldset footer form header hgroup html head legend main nav noscript optgroup
  option p search section tbody td tfoot th thead tr caption colgroup dd dt figcaption li summary frameset`);

/** Only what is in them counts. */
export const transparentInlines = names(`
  a area bdi bdo big blink button col data font label map marquee meter nobr output param progress rb rbc rtc rp rt
  slot small source span track wbr acronym basefont dialog dir menu menuitem listing`);

/** Kept as they are within a line: they say something that no mark says. */
export const keptInlines = names('abbr cite dfn ins q ruby samp time u var');

/** Blocks kept as HTML. */
export const keptBlocks = names('dl');

/** Not part of a text; the source is kept beside it. With what a reader is told is missing. */
export const refused: Readonly<Record<string, string>> = {
  applet: 'an applet is not run',
  base: 'a base address is not applied',
  canvas: 'a canvas has nothing to show without its script',
  link: 'a linked style sheet or file is not loaded',
  math: 'MathML is not shown',
  meta: 'a meta element has no effect',
  noembed: 'an embedded object is not shown',
  noframes: 'frames are not shown',
  object: 'an embedded object is not shown',
  plaintext: 'a plaintext element is not shown',
  script: 'a script is not run',
  select: 'a form control is not shown',
  style: 'a style sheet is not applied',
  svg: 'an inline SVG drawing is not shown',
  template: 'a template is not shown',
  textarea: 'a form control is not shown',
  title: 'a page title is not shown',
  xmp: 'an xmp element is not shown',
};

/** Our own sign between chunks of HTML that stood in Markdown as blocks: whatever paragraph is open ends here. */
export const paragraphEnd = 'x-paragraph-end';

export const classesOf = (element: HtmlElement): string[] =>
  (attribute(element, 'class') ?? '').toLowerCase().split(/\s+/).filter(Boolean);

const calloutClass =
  /^(?:lesson-note|callout|admonition|alert|notice|markdown-alert|theme-admonition|hint|note|tip|info|warning|important|caution|danger)(?:-.*)?$/;
const kinds: readonly [RegExp, CalloutKind][] = [
  [/(?:^|-)(?:important|critical)(?:-|$)/, 'important'],
  [/(?:^|-)(?:warning|warn|caution|danger|error|attention)(?:-|$)/, 'warning'],
  [/(?:^|-)(?:tip|hint|success|good)(?:-|$)/, 'tip'],
];

/** The kind of callout that an element's classes ask for: those of the usual Markdown tools and course sites. */
export function calloutKind(element: HtmlElement): CalloutKind | undefined {
  const classes = classesOf(element).filter((one) => calloutClass.test(one));
  if (classes.length === 0) return undefined;
  return kinds.find(([pattern]) => classes.some((one) => pattern.test(one)))?.[1] ?? 'note';
}
