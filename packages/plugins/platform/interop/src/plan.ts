// What an importer makes of files: a plan of courses. Nothing in it has been stored yet.
import type { LessonText } from '@lectern/content/contract';

/** The files of an import, wherever they are. Paths are relative, with slashes, inside the folder. */
export interface SourceFiles {
  list(): Promise<{ readonly path: string; readonly size: number }[]>;
  read(path: string): Promise<Uint8Array>;
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
  readonly minutes: number;
  /** Links to lessons by their key, to files by their path. */
  readonly text: LessonText;
  /** SHA-256 of all that would change the stored lesson. */
  readonly digest: string;
}
export interface PlannedSection {
  readonly key: string;
  readonly title: string;
  readonly lessons: readonly PlannedLesson[];
}
export interface PlannedAsset {
  readonly path: string;
  readonly name: string;
  /** Judged by the bytes. */
  readonly mime: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}
export interface ImportPlan {
  readonly course: { readonly key: string; readonly title: string; readonly summary?: string; readonly language?: string };
  readonly sections: readonly PlannedSection[];
  readonly assets: readonly PlannedAsset[];
  readonly lost: readonly Lost[];
}

/** What the content plugin knows of texts and files, lent to importers. */
export interface TextTools {
  parse(
    markdown: string,
    resolve: {
      link?(href: string, place: string): { lesson: string; anchor?: string } | { asset: string } | { href: string } | { broken: string };
      image?(src: string, place: string): { asset: string } | { href: string } | { broken: string };
    },
  ): { text: LessonText; lost: { place: string; reason: string }[] };
  /** Names a link into the text may use behind `#`. */
  anchors(text: LessonText): ReadonlySet<string>;
  minutes(text: LessonText): number;
  /** @returns undefined for a file that is not kept in a school */
  judge(head: Uint8Array): Promise<{ mime: string; width?: number; height?: number } | undefined>;
}
