// What a mail looks like: a few sentences and at most one link, as plain text and as simple HTML. Nothing in it comes from
// elsewhere: no picture, no font, nothing that tells whether it was opened.
import type { Mail } from '@lectern/kit';

/** In the reader's language already. */
export interface Letter {
  readonly subject: string;
  readonly lines: readonly string[];
  /** Absolute. */
  readonly link?: { readonly label: string; readonly address: string } | undefined;
  /** What to do when it was not the reader who asked. */
  readonly small?: string | undefined;
}
export interface Envelope {
  readonly to: string;
  readonly locale: string;
  /** Name of the school. */
  readonly school: string;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function mailOf({ subject, lines, link, small }: Letter, { to, locale, school }: Envelope): Mail {
  const language = locale.split('-')[0]!.toLowerCase();
  const paragraphs = [...lines, ...(link ? [`${link.label}:\n${link.address}`] : []), ...(small ? [small] : [])];
  const p = (text: string, style = '') => `<p style="margin:0 0 16px;${style}">${escaped(text)}</p>`;
  const button = link
    ? `<p style="margin:24px 0"><a href="${escaped(link.address)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1d4f5c;color:#ffffff;text-decoration:none">${escaped(link.label)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#555555"><a href="${escaped(link.address)}" dir="ltr" style="color:#1d4f5c;word-break:break-all">${escaped(link.address)}</a></p>`
    : '';
  return {
    to,
    subject,
    text: `${[...paragraphs, `-- \n${school}`].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${escaped(locale)}" dir="${rightToLeft.has(language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1f1f1f;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:34rem;margin:0 auto">
${lines.map((line) => p(line)).join('\n')}
${button}
${small ? p(small, 'font-size:14px;color:#555555') : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #dddddd;font-size:14px;color:#555555">${escaped(school)}</p>
</div>
</body>
</html>
`,
  };
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
