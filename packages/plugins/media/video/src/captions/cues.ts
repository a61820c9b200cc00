// Captions as people have them, WebVTT or SubRip, read leniently and written anew as WebVTT: what reaches a browser is ours.

export interface Cue {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Of WebVTT, only what places a cue. */
  readonly settings: string;
  readonly text: string;
}
export class UnreadableCaptions extends Error {}

const mostCues = 20_000;
const mostText = 2_000;
const times = /^\s*((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3})(.*)$/;
const placing = /^(?:vertical:(?:rl|lr)|(?:line|position):-?[\d.]+%?(?:,[a-z-]+)?|size:[\d.]+%|align:[a-z]+)$/;

/** UTF-8, UTF-16 by its mark, else what Windows wrote before both. */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** @throws UnreadableCaptions that says the line */
export function readCues(source: string): Cue[] {
  const lines = source
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .toWellFormed()
    .split('\n');
  const cues: Cue[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, from, to, settings = ''] = times.exec(lines[i]!) ?? [];
    if (from === undefined || to === undefined) {
      if (lines[i]!.includes('-->')) throw new UnreadableCaptions(`Line ${i + 1} has times that cannot be read.`);
      continue;
    }
    const text: string[] = [];
    while (i + 1 < lines.length && lines[i + 1]!.trim() !== '' && !times.test(lines[i + 1]!)) text.push(lines[++i]!);
    // SubRip without an empty line: the number of the next cue is no text of this one.
    if (times.test(lines[i + 1] ?? '') && /^\d+$/.test(text.at(-1)?.trim() ?? '')) text.pop();
    const [start, end] = [seconds(from), seconds(to)];
    const said = cueText(text.join('\n')).slice(0, mostText);
    if (end > start && said !== '')
      cues.push({
        start,
        end,
        settings: settings
          .split(/\s+/)
          .filter((one) => placing.test(one))
          .join(' '),
        text: said,
      });
    if (cues.length > mostCues) throw new UnreadableCaptions(`There are more than ${mostCues} captions.`);
  }
  if (cues.length === 0)
    throw new UnreadableCaptions('There is no line with times such as 00:01:02.000 --> 00:01:04.000.');
  return cues.sort((a, b) => a.start - b.start);
}

/** The W3C's WebVTT: one block a cue. */
export const toWebVtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues
    .map(
      ({ start, end, settings, text }) => `${stamp(start)} --> ${stamp(end)}${settings && ` ${settings}`}\n${text}\n`,
    )
    .join('\n')}`;

function seconds(time: string): number {
  const [whole = '', fraction = '0'] = time.split(/[.,]/);
  return whole.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(`0.${fraction}`);
}
function stamp(time: number): string {
  const thousandths = Math.round(time * 1_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(thousandths % 1_000).padStart(3, '0');
  return `${two(thousandths / 3_600_000)}:${two((thousandths / 60_000) % 60)}:${two((thousandths / 1_000) % 60)}.${rest}`;
}

/** Bold, italic and underlined stay, without classes; all else is text. */
function cueText(source: string): string {
  return source
    .replaceAll(/\{\\[^}]*\}/g, '') // {\an8} of SubStation
    .replaceAll(/<(\/?)\s*([a-z]+)[^>]*>/gi, (_, slash: string, name: string) =>
      /^[biu]$/i.test(name) ? `\0${slash}${name.toLowerCase()}\x01` : '',
    )
    .replaceAll(/<\d[\d:.]*>/g, '') // times inside of a cue
    .replaceAll(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\0', '<')
    .replaceAll('\x01', '>')
    .replaceAll(/[\p{Cc}--\n]/gv, '')
    .trim();
}
