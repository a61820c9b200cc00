// A folder of Markdown as a course: a lesson for every file, a section for every folder that holds files.
import { createHash } from 'node:crypto';
import type { Importer } from '../contract.ts';
import type { ImportPlan, Lost, PlannedAsset, PlannedLesson, PlannedSection, SourceFiles, TextTools } from '../plan.ts';
import { decode } from './decode.ts';
import { readFrontMatter, type Settings } from './front-matter.ts';
import { oneLine, titleFrom } from './names.ts';
import { inReadingOrder } from './order.ts';
import { type Files, filesIn } from './paths.ts';

/** A lesson is read into memory; the longest real one measured has 60 kB. */
const longestLesson = 5_000_000;
const mostFiles = 20_000;
const headOfFile = 256 * 1024;
const isLesson = (path: string) => /\.(md|markdown)$/i.test(path);

interface Draft {
  readonly path: string;
  readonly source: string;
  readonly settings: Settings;
}

export const markdownImporter = (tools: TextTools): Importer => ({
  id: 'markdown',
  title: 'A folder of Markdown',
  recognises: (paths) => (paths.some(isLesson) ? 0.5 : 0),
  plan: (name, files) => planOf(name, files, tools),
});

async function planOf(name: string, source: SourceFiles, tools: TextTools): Promise<ImportPlan> {
  const lost: Lost[] = [];
  const all = (await source.list()).sort((a, b) => (a.path < b.path ? -1 : 1));
  const listed = all.slice(0, mostFiles);
  if (all.length > mostFiles) lost.push({ at: name, reason: `only the first ${mostFiles} of ${all.length} files are read` });

  const drafts: Draft[] = [];
  for (const { path, size } of listed) {
    if (!isLesson(path)) continue;
    if (size > longestLesson) lost.push({ at: path, reason: `the file has ${size} bytes; a lesson has at most ${longestLesson}` });
    else drafts.push(await draftOf(path, source, lost));
  }
  const files = filesIn(listed.map(({ path }) => path));
  const used = new Map<string, PlannedAsset | undefined>();
  const known = new Set(drafts.map(({ path }) => path));
  const slugs = slugsOf(drafts);
  const judgements = await judgeAll(drafts, listed, files, source, tools);

  const parsed = drafts.map((draft) => {
    const links: { lesson: string; anchor: string; place: string }[] = [];
    const { body, title } = titleOf(draft);
    const report = (place: string, reason: string) => lost.push({ at: `${draft.path}#${place}`, reason });
    const file = (address: string): { asset: string; broken?: never } | { broken: string; asset?: never } | undefined => {
      const path = files.find(draft.path, address);
      if (path === undefined || known.has(path)) return undefined;
      const asset = judgements.get(path);
      if (!asset) return { broken: `${path} is not a file that a school keeps` } as const;
      used.set(path, asset);
      return { asset: path } as const;
    };
    const { text, lost: inText } = tools.parse(body, {
      link(href, place) {
        const [address = '', anchor] = href.split('#', 2);
        if (/^[a-z][\w+.-]*:|^\/\//i.test(href)) {
          const lesson = siteLesson(address, slugs);
          return lesson ? { lesson, ...(anchor && { anchor }) } : { href };
        }
        if (address === '') {
          if (anchor) links.push({ lesson: draft.path, anchor, place });
          return { href };
        }
        const path = files.find(draft.path, address.split('?')[0]!);
        if (path !== undefined && known.has(path)) {
          if (anchor) links.push({ lesson: path, anchor, place });
          return { lesson: path, ...(anchor && { anchor }) };
        }
        return file(address.split('?')[0]!) ?? { broken: `there is no ${address} in the folder` };
      },
      image(src) {
        if (/^[a-z][\w+.-]*:|^\/\//i.test(src)) return { href: src };
        const found = file(src.split(/[?#]/)[0]!);
        if (!found) return { broken: `there is no picture ${src} in the folder` };
        if (found.asset !== undefined && !judgements.get(found.asset)!.mime.startsWith('image/')) return { broken: `${found.asset} is not a picture` };
        return found;
      },
    });
    for (const { place, reason } of inText) report(place, reason);
    return { draft, title, text, links, report };
  });

  const anchors = new Map(parsed.map(({ draft, text }) => [draft.path, tools.anchors(text)]));
  for (const { links, report, draft } of parsed) {
    for (const { lesson, anchor, place } of links) {
      if (anchors.get(lesson)?.has(safeDecode(anchor))) continue;
      report(place, lesson === draft.path ? `no heading is called #${anchor}` : `no heading of ${lesson} is called #${anchor}`);
    }
  }
  const lessons = parsed.map(({ draft, title, text }): PlannedLesson & { settings: Settings } => ({
    key: draft.path,
    title,
    minutes: tools.minutes(text),
    text,
    digest: createHash('sha256').update(JSON.stringify([title, text])).digest('hex'),
    settings: draft.settings,
  }));
  const top = drafts.find(({ path }) => /^(readme|index|_index)\.md$/i.test(path));
  return {
    course: { key: name, title: courseTitle(name, top), ...(top?.settings.summary && { summary: oneLine(top.settings.summary) }), ...languageOf(top) },
    sections: sectionsOf(lessons, courseTitle(name, top)),
    assets: [...used.values()].filter((asset) => asset !== undefined),
    lost,
  };
}

const courseTitle = (name: string, top: Draft | undefined) => oneLine(top?.settings.title ?? '') || titleFrom(name);
const languageOf = (top: Draft | undefined) => (top?.settings.language ? { language: top.settings.language } : {});

async function draftOf(path: string, source: SourceFiles, lost: Lost[]): Promise<Draft> {
  const { text, damaged } = decode(await source.read(path));
  if (damaged) lost.push({ at: path, reason: 'some bytes are not text (UTF-8); they are shown as \ufffd' });
  const { settings, problem } = readFrontMatter(text.replace(/^\ufeff/, ''));
  if (problem) lost.push({ at: `${path}#L1`, reason: problem });
  return { path, source: text, settings };
}

/** Settings, else the one heading of the first level that the text begins with, which then is not repeated in it, else the file's name. */
function titleOf({ path, source, settings }: Draft): { title: string; body: string } {
  const stated = settings.title && oneLine(settings.title);
  const heading = /^((?:\ufeff)?(?:---\n[\s\S]*?\n---[ \t]*\n)?\s*)#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(\n|$)/.exec(source);
  const alone = heading && !/^#[ \t]/m.test(withoutCode(source.slice(heading[0].length)));
  const written = heading && alone ? oneLine(heading[2]!.replace(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, '$1')) : '';
  if (written && (!stated || stated === written)) return { title: written, body: `${heading![1]}\n${source.slice(heading![0].length)}` };
  return { title: stated || titleFrom(nameOf(path)), body: source };
}
const withoutCode = (text: string) => text.replace(/^(```+|~~~+)[\s\S]*?^\1[ \t]*$/gm, '');
const nameOf = (path: string) => path.split('/').at(-1)!.replace(/\.(md|markdown)$/i, '');
const folderOf = (path: string) => path.split('/').slice(0, -1).join('/');

/** Flat, in the order of the tree. A folder's title says its parent too where two would be called the same. */
function sectionsOf(lessons: readonly (PlannedLesson & { settings: Settings })[], courseName: string): PlannedSection[] {
  const byFolder = Map.groupBy(lessons, ({ key }) => folderOf(key));
  const folders = [...byFolder.keys()].sort((a, b) => compareFolders(a, b));
  const own = (folder: string) => titleFrom(folder.split('/').at(-1)!);
  const twins = Map.groupBy(folders, own);
  return folders.map((folder) => {
    const parent = folder.split('/').at(-2);
    const title = folder === '' ? courseName : twins.get(own(folder))!.length > 1 && parent ? `${titleFrom(parent)}: ${own(folder)}` : own(folder);
    const inOrder = byFolder.get(folder)!.toSorted((a, b) => inReadingOrder({ name: nameOf(a.key), order: a.settings.order }, { name: nameOf(b.key), order: b.settings.order }));
    return { key: folder || '.', title, lessons: inOrder.map(({ settings: _, ...lesson }) => lesson) };
  });
}
/** A folder before what is in it, siblings in reading order. */
function compareFolders(a: string, b: string): number {
  const [as, bs] = [a === '' ? [] : a.split('/'), b === '' ? [] : b.split('/')];
  for (let i = 0; i < Math.min(as.length, bs.length); i++) {
    if (as[i] !== bs[i]) return inReadingOrder({ name: as[i]! }, { name: bs[i]! });
  }
  return as.length - bs.length;
}

/** Last part of a web address -> the one lesson whose file is called so; undefined where two are. */
function slugsOf(drafts: readonly Draft[]): ReadonlyMap<string, string | undefined> {
  const slugs = new Map<string, string | undefined>();
  for (const { path } of drafts) {
    const slug = nameOf(path).toLowerCase().replace(/_/g, '-');
    slugs.set(slug, slugs.has(slug) ? undefined : path);
  }
  return slugs;
}
/** Curricula link to their own lessons by the address of their site: `.../lessons/foundations-loops-and-arrays`. */
function siteLesson(address: string, slugs: ReadonlyMap<string, string | undefined>): string | undefined {
  const match = /^https?:\/\/[^/]+\/lessons\/([\w-]+)\/?$/i.exec(address);
  const slug = match?.[1]?.toLowerCase();
  if (!slug) return undefined;
  if (slugs.has(slug)) return slugs.get(slug);
  const ends = [...slugs].filter(([one, path]) => path !== undefined && one.length > 5 && slug.endsWith(`-${one}`));
  return ends.length === 1 ? ends[0]![1] : undefined;
}

/** Files are judged once, and only those that some text names. */
async function judgeAll(drafts: readonly Draft[], listed: readonly { path: string; size: number }[], files: Files, source: SourceFiles, tools: TextTools): Promise<Map<string, PlannedAsset | undefined>> {
  const sizes = new Map(listed.map(({ path, size }) => [path, size]));
  const named = new Set<string>();
  for (const { path, source: text } of drafts) {
    for (const [, address] of text.matchAll(/(?:\]\(\s*<?|(?:src|href)\s*=\s*["']?|^\s*\[[^\]]+\]:\s*<?)([^\s"'<>)]+)/gim)) {
      const found = files.find(path, address!.split(/[?#]/)[0]!);
      if (found && !isLesson(found)) named.add(found);
    }
  }
  const judged = new Map<string, PlannedAsset | undefined>();
  for (const path of [...named].sort()) {
    const judgement = await tools.judge((await source.read(path)).subarray(0, headOfFile));
    judged.set(path, judgement && { path, name: path.split('/').at(-1)!, size: sizes.get(path) ?? 0, ...judgement });
  }
  return judged;
}
function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
