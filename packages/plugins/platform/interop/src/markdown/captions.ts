// The words of a film lie beside it: `intro.vtt`, `intro.en.vtt`, `intro.pt-BR.srt` beside `intro.mp4`.
import type { PlannedCaptions } from '../plan.ts';

const captionFile = /^(.*?)(?:\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?\.(?:vtt|srt)$/i;

/** Caption files by the path of what they belong to, without its ending. A stem with a dot in it wins over a language. */
export function captionsIn(paths: readonly string[]): (path: string) => readonly PlannedCaptions[] {
  const byStem = new Map<string, PlannedCaptions[]>();
  const note = (stem: string, captions: PlannedCaptions) => byStem.set(stem, [...(byStem.get(stem) ?? []), captions]);
  for (const path of paths) {
    const [, stem, language] = captionFile.exec(path) ?? [];
    if (stem === undefined) continue;
    note(language === undefined ? stem : `${stem}.${language}`, { path });
    if (language !== undefined) note(stem, { path, language });
  }
  return (path) => byStem.get(path.replace(/\.[^./]+$/, '')) ?? [];
}
