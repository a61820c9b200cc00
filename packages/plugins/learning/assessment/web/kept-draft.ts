// What is written and not saved yet stays in the browser, so that a closed tab or a broken page loses nothing.
import type { Draft } from './draft.ts';

const nameOf = (lessonId: string): string => `lectern.quiz.${lessonId}`;

export interface KeptDraft {
  /** The version it was begun from. */
  readonly version: number;
  readonly quiz: Draft;
}

export function recallDraft(lessonId: string): KeptDraft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(lessonId)) ?? 'null');
    return typeof kept === 'object' && kept !== null && 'quiz' in kept ? (kept as KeptDraft) : undefined;
  } catch {
    return undefined;
  }
}
/** @param draft undefined forgets it */
export function keepDraft(lessonId: string, draft: KeptDraft | undefined): void {
  try {
    if (draft) localStorage.setItem(nameOf(lessonId), JSON.stringify(draft));
    else localStorage.removeItem(nameOf(lessonId));
  } catch {
    // a browser that keeps nothing still saves when it is told to
  }
}
