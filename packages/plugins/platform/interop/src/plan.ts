// What an importer makes of files: a plan of courses. Nothing in it has been stored yet.
import type { Quiz } from '@lectern/assessment/contract';
import type { LessonText } from '@lectern/content/contract';

/** The files of an import, wherever they are. Paths are relative, with slashes, inside the folder. */
export interface SourceFiles {
  /** `digest` is the SHA-256 of the bytes where it is known; otherwise files are read for it. */
  list(): Promise<{ readonly path: string; readonly size: number; readonly digest?: string }[]>;
  /** @param first no more than so many bytes are needed */
  read(path: string, first?: number): Promise<Uint8Array>;
}

export interface Lost {
  /** `path#place`: `basics/loops.md#L12`. */
  readonly at: string;
  readonly reason: string;
}
export interface PlannedLesson {
  /** The same in every run: the path of the file. */
  readonly key: string;
  readonly title: string;
  /** The end of its address, where the source states one. */
  readonly slug?: string;
  readonly minutes: number;
  /** Links to lessons by their key, to files by their path. It may be made anew whenever it is asked for. */
  readonly text: LessonText;
  /** The lesson is a quiz, `text` its introduction. Its pieces of Markdown refer to lessons and files as `text` does. */
  readonly quiz?: Quiz;
  /** SHA-256 of all that would change the stored lesson. */
  readonly digest: string;
}
export interface PlannedSection {
  readonly key: string;
  readonly title: string;
  readonly lessons: readonly PlannedLesson[];
}
/** Words of a film or sound, as WebVTT or SubRip. */
export interface PlannedCaptions {
  readonly path: string;
  /** BCP 47, where the name of the file says it. */
  readonly language?: string;
}
export interface PlannedAsset {
  readonly path: string;
  readonly name: string;
  /** Judged by the bytes. */
  readonly mime: string;
  readonly size: number;
  /** SHA-256. No two assets of a plan have the same. */
  readonly digest: string;
  readonly width?: number;
  readonly height?: number;
  /** Files that lie beside it and are no assets themselves; absent when there are none. */
  readonly captions?: readonly PlannedCaptions[];
}
export interface ImportPlan {
  readonly course: {
    readonly key: string;
    readonly title: string;
    readonly summary?: string;
    /** Markdown. */
    readonly description?: string;
    readonly language?: string;
    readonly author?: string;
    /** Wanted: another course may have it. */
    readonly slug?: string;
  };
  readonly sections: readonly PlannedSection[];
  readonly assets: readonly PlannedAsset[];
  readonly lost: readonly Lost[];
}
