// A piece of Markdown of a quiz as HTML. Lessons go through the content plugin, whose blocks a question of a few lines does
// not need: CommonMark with tables and no HTML, so that nothing in it is markup but what is written here.
import MarkdownIt, { type Env } from 'markdown-it';

export interface Picture {
  readonly src: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}
/** Where `lesson:ID#anchor` and `asset:ID` lead; undefined where they lead nowhere. */
export interface Leads {
  readonly lesson: (id: string, anchor: string | undefined) => string | undefined;
  readonly asset: (id: string) => Picture | undefined;
}

const markdown = new MarkdownIt({ html: false, linkify: true });
// As in lessons: `file.md` is no host.
markdown.linkify.set({ fuzzyLink: false, fuzzyIP: false });
// Where an address leads is judged when it is written, so that the words of one that leads nowhere stay words.
markdown.validateLink = () => true;

const { escapeHtml } = markdown.utils;
const reference = /^(lesson|asset):([\w.:-]{1,64})(?:#(\S{1,200}))?$/;
const isOwn = (address: string): boolean => /^\/(?![/\\])/.test(address);

function linkOf(address: string, { lesson, asset }: Leads): string | undefined {
  const [, kind, id, anchor] = reference.exec(address) ?? [];
  if (kind === 'lesson') return lesson(id!, anchor);
  if (kind === 'asset') return asset(id!)?.src;
  return /^(?:https?:\/\/|mailto:|tel:|#)/i.test(address) || isOwn(address) ? address : undefined;
}
function pictureOf(address: string, { asset }: Leads): Picture | undefined {
  const [, kind, id] = reference.exec(address) ?? [];
  if (kind === 'asset') return asset(id!);
  return isOwn(address) ? { src: address } : undefined;
}

const leadsOf = (env: Env | undefined): Leads => env!.leads as Leads;
const attribute = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : ` ${name}="${escapeHtml(String(value))}"`;
const { rules } = markdown.renderer;

rules.link_open = (tokens, at, _options, env) => {
  const address = linkOf(String(tokens[at]!.attrGet('href') ?? ''), leadsOf(env));
  const external = address !== undefined && /^https?:/i.test(address) ? ' rel="noopener noreferrer"' : '';
  return `<a${attribute('href', address)}${external}>`;
};
// A page of ours loads nothing from elsewhere: such a picture is a link to where it is, or its words.
rules.image = (tokens, at, _options, env) => {
  const { content } = tokens[at]!;
  const address = String(tokens[at]!.attrGet('src') ?? '');
  const picture = pictureOf(address, leadsOf(env));
  if (picture)
    return `<img${attribute('src', picture.src)} alt="${escapeHtml(content)}"${attribute('width', picture.width)}${attribute('height', picture.height)} loading="lazy" decoding="async">`;
  return /^https?:\/\//i.test(address)
    ? `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${escapeHtml(content || address)}</a>`
    : escapeHtml(content);
};

// What scrolls in itself is reached by the keyboard.
const code = (text: string, language: string) =>
  `<figure class="code"><pre tabindex="0"><code${language && attribute('class', `language-${language}`)}>${escapeHtml(text)}</code></pre></figure>\n`;
rules.fence = (tokens, at) => code(tokens[at]!.content, /^\S*/.exec(tokens[at]!.info.trim())![0]);
rules.code_block = (tokens, at) => code(tokens[at]!.content, '');
rules.table_open = () => '<div class="table-wrap" tabindex="0"><table class="table">\n';
rules.table_close = () => '</table></div>\n';

/** The lesson has the first heading of the page, the quiz the second. */
const below = 2;
for (const rule of ['heading_open', 'heading_close'] as const)
  rules[rule] = (tokens, at) => {
    const level = Math.min(6, Number(tokens[at]!.tag.slice(1)) + below);
    return rule === 'heading_open' ? `<h${level}>` : `</h${level}>\n`;
  };

export const proseHtml = (text: string, leads: Leads): string => markdown.render(text, { leads });
export const wordsHtml = (text: string, leads: Leads): string => markdown.renderInline(text, { leads });
