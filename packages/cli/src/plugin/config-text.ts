// Adds a plugin to the text of a lms.config.ts and leaves everything else as its author wrote it. There is no parser here:
// whoever calls loads the result before trusting it (school-config.ts).

export interface Imported {
  /** `gamifyPlugin` */
  readonly name: string;
  /** `./plugins/gamify/src/plugin.ts`, or a package */
  readonly from: string;
}

/** What to write by hand where the text is not understood. */
export const linesFor = ({ name, from }: Imported): readonly [string, string] => [
  `import { ${name} } from '${from}';`,
  `plugins: [...academy, ${name}],`,
];

/** @returns undefined when it is not plain where the plugins stand */
export function withPlugin(text: string, plugin: Imported): string | undefined {
  const code = masked(text);
  const [found, another] = [...code.matchAll(/\bplugins\s*:\s*/g)];
  if (!found || another || new RegExp(`\\b${plugin.name}\\b`).test(code)) return undefined;
  const at = found.index + found[0].length;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const listed =
    code[at] === '[' ? intoList(text, code, at, plugin.name, end) : intoNewList(text, code, at, plugin.name);
  return listed && withImport(listed, plugin, end);
}

/** Comments and strings as blanks of the same length, so that positions stay. */
const masked = (text: string): string =>
  text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, (part) =>
    part.replace(/[^\r\n]/g, ' '),
  );

/** `plugins: academy` becomes `plugins: [...academy, gamifyPlugin]`. */
function intoNewList(text: string, code: string, at: number, name: string): string | undefined {
  const [value] = /^[\w$.]+(?=\s*[,}])/.exec(code.slice(at)) ?? [];
  return value && `${text.slice(0, at)}[...${value}, ${name}]${text.slice(at + value.length)}`;
}

function intoList(text: string, code: string, at: number, name: string, end: string): string | undefined {
  const close = closing(code, at);
  if (close === undefined) return undefined;
  const last = at + code.slice(at, close).trimEnd().length - 1;
  const comma = code[last] === '[' || code[last] === ',' ? '' : ',';
  if (!code.slice(at, close).includes('\n')) {
    const blank = code[last] === '[' ? '' : ' ';
    return `${text.slice(0, last + 1)}${comma}${blank}${name}${text.slice(last + 1)}`;
  }
  const lineStart = text.lastIndexOf('\n', last) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0] + (code[last] === '[' ? '  ' : '');
  // What follows on the line of the last one is a comment of its own.
  const lineEnd = last + 1 + /^[^\r\n]*/.exec(text.slice(last + 1))![0].length;
  return `${text.slice(0, last + 1)}${comma}${text.slice(last + 1, lineEnd)}${end}${indent}${name},${text.slice(lineEnd)}`;
}

function closing(code: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if ('[({'.includes(code[i]!)) depth++;
    if ('])}'.includes(code[i]!) && --depth === 0) return code[i] === ']' ? i : undefined;
  }
  return undefined;
}

/** After the last import, in the quotes and with the semicolon of that one. */
function withImport(text: string, { name, from }: Imported, end: string): string {
  const last = [...text.matchAll(/^import\b[^;'"]*['"][^'"\n]+['"];?/gm)].at(-1);
  const quote = last?.[0].includes('"') ? '"' : "'";
  const line = `import { ${name} } from ${quote}${from}${quote}${!last || last[0].endsWith(';') ? ';' : ''}`;
  if (!last) return `${line}${end}${text}`;
  const at = last.index + last[0].length;
  return `${text.slice(0, at)}${end}${line}${text.slice(at)}`;
}
