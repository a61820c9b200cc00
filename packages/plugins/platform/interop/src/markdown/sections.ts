// Folders become sections: a flat list, in the order of the tree.
import type { PlannedLesson, PlannedSection } from '../plan.ts';
import type { Settings } from './front-matter.ts';
import { titleFrom } from './names.ts';
import { inReadingOrder, type Placed } from './order.ts';

export const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export interface Ordering {
  /** Settings of a lesson or, from a README that says nothing else, of a folder. */
  settings(path: string): Settings | undefined;
  /** Place in SUMMARY.md. */
  chapter(path: string): number | undefined;
}

/** Paths of lessons in reading order, folder by folder. A folder's own lessons come before the folders in it. */
export function inOrder(paths: readonly string[], { settings, chapter }: Ordering): string[] {
  const earliest = new Map<string, number>();
  for (const path of paths) {
    const place = chapter(path);
    if (place === undefined) continue;
    for (let folder = folderOf(path); folder; folder = folderOf(folder))
      earliest.set(folder, Math.min(place, earliest.get(folder) ?? place));
  }
  const ofFolder = (folder: string): Placed => ({
    name: nameOf(folder),
    order: settings(folder)?.order,
    chapter: earliest.get(folder),
  });
  const ofLesson = (path: string): Placed => ({
    name: nameOf(path),
    order: settings(path)?.order,
    chapter: chapter(path),
  });
  return paths.toSorted((a, b) => {
    const [as, bs] = [a.split('/'), b.split('/')];
    const fork = as.findIndex((part, at) => part !== bs[at]);
    if (fork < 0) return 0;
    const [aIsLesson, bIsLesson] = [fork === as.length - 1, fork === bs.length - 1];
    if (aIsLesson !== bIsLesson) return aIsLesson ? -1 : 1;
    const place = aIsLesson ? ofLesson : ofFolder;
    return inReadingOrder(place(as.slice(0, fork + 1).join('/')), place(bs.slice(0, fork + 1).join('/')));
  });
}

/**
 * A folder's title says its parent's too where two would be called the same.
 *
 * @param folders in order, those without lessons that are sections all the same among them
 */
export function sectionsOf(
  folders: ReadonlySet<string>,
  lessons: readonly PlannedLesson[],
  courseTitle: string,
  settings: Ordering['settings'],
): PlannedSection[] {
  const byFolder = Map.groupBy(lessons, ({ key }) => folderOf(key));
  const own = (folder: string) => settings(folder)?.title ?? titleFrom(nameOf(folder));
  const twins = Map.groupBy([...folders].filter(Boolean), (folder) => own(folder).toLowerCase());
  return [...folders].map((folder) => {
    const parent = folderOf(folder);
    const ambiguous = folder !== '' && parent !== '' && twins.get(own(folder).toLowerCase())!.length > 1;
    const title = folder === '' ? courseTitle : ambiguous ? `${own(parent)}: ${own(folder)}` : own(folder);
    return { key: folder || '.', title, lessons: byFolder.get(folder) ?? [] };
  });
}
