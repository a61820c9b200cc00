// The block of settings before the text of a Markdown file. Found here, understood by whoever imports.

export interface FrontMatter {
  readonly syntax: 'yaml' | 'toml';
  readonly text: string;
  /** Lines it takes, its fences included. */
  readonly lines: number;
}

/**
 * YAML between `---` lines or TOML between `+++` lines at the very start. Two rules with an ordinary paragraph between
 * them are no front matter: some line must look like a setting. Expects `\n` as line end.
 */
export function frontMatterOf(source: string): FrontMatter | undefined {
  const fence = /^(---|\+\+\+)[ \t]*\n/.exec(source);
  if (!fence) return undefined;
  const end = new RegExp(fence[1] === '---' ? '^(?:---|\\.\\.\\.)[ \\t]*$' : '^\\+\\+\\+[ \\t]*$', 'm');
  const rest = source.slice(fence[0].length);
  const close = end.exec(rest);
  if (!close) return undefined;
  const text = rest.slice(0, close.index);
  const setting = fence[1] === '---' ? /^(?:[^\s#-][^\n]*?|"[^"\n]*"):(?:\s|$)/m : /^[^\s#=]+\s*=/m;
  if (text.replace(/^\s*#.*$/gm, '').trim() !== '' && !setting.test(text)) return undefined;
  return { syntax: fence[1] === '---' ? 'yaml' : 'toml', text, lines: text.split('\n').length + 1 };
}
