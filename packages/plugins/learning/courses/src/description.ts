// A course's description as HTML. Lessons go through the content plugin, which needs this one; what stands on a course's
// page is a few paragraphs, so CommonMark without HTML is enough: nothing in it is taken as markup but what is written here.
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: true });
// As in lessons: `file.md` is no host.
markdown.linkify.set({ fuzzyLink: false, fuzzyIP: false });

// Where a link leads is judged when it is written, so that the words of one that leads nowhere stay words.
markdown.validateLink = () => true;
const leadsSomewhere = (address: string): boolean => /^(?:https?:\/\/|mailto:)/i.test(address);
markdown.renderer.rules.link_open = (tokens, at) => {
  const address = String(tokens[at]!.attrGet('href') ?? '');
  return leadsSomewhere(address) ? `<a href="${markdown.utils.escapeHtml(address)}" rel="noopener noreferrer">` : '<a>';
};
// Pictures of other hosts are not shown, and a description has none of its own: their words stand for them.
markdown.renderer.rules.image = (tokens, at) => markdown.utils.escapeHtml(tokens[at]!.content);

/** The title of the page is the first heading, that of the section the second. */
const below = 2;
for (const rule of ['heading_open', 'heading_close'] as const) {
  markdown.renderer.rules[rule] = (tokens, at) => {
    const level = Math.min(6, Number(tokens[at]!.tag.slice(1)) + below);
    return rule === 'heading_open' ? `<h${level}>` : `</h${level}>\n`;
  };
}

/** A description takes 100 us, one written against us 50 ms; a course's page is what visitors open most. Of 20 kB at most. */
const capacity = 200;
const remembered = new Map<string, string>();

/** @param description Markdown of at most 20,000 characters @returns HTML that may stand on a page as it is */
export function descriptionHtml(description: string): string {
  const known = remembered.get(description);
  if (known !== undefined) return known;
  const html = markdown.render(description);
  if (remembered.size >= capacity) remembered.delete(remembered.keys().next().value!);
  remembered.set(description, html);
  return html;
}
