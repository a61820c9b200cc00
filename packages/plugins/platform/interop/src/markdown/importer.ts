// A folder of Markdown as a course: a lesson for every file, a section for every folder that holds files.
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Quiz } from '@lectern/assessment/contract';
import type { Block, LessonText } from '@lectern/content/contract';
import type { Importer } from '../contract.ts';
import type { ImportPlan, Lost, PlannedAsset, PlannedLesson, SourceFiles } from '../plan.ts';
import { changeTexts } from '../quiz-texts.ts';
import { type ImportTools, isNamedMaterial, isShown, type Judged, judgeFiles } from './assets.ts';
import { captionsIn } from './captions.ts';
import { isEmbedded, plays, withEmbeds } from './embeds.ts';
import { type Draft, isMarkdown, takeIn } from './intake.ts';
import { type Noted, resolveFrom, settleAnchor } from './links.ts';
import { oneLine, titleFrom } from './names.ts';
import { isOpener, prefixOf } from './order.ts';
import { packed } from './packed.ts';
import { filesIn } from './paths.ts';
import { folderOf, inOrder, nameOf, sectionsOf } from './sections.ts';
import { mirroredFiles, siteLessons } from './site-addresses.ts';
import { readSummary } from './summary.ts';

export const markdownImporter = (tools: ImportTools): Importer => ({
  id: 'markdown',
  title: 'A folder of Markdown',
  recognises: (paths) => (paths.some(isMarkdown) ? 0.5 : 0),
  plan: (name, files) => planMarkdown(name, files, tools),
});

interface Parsed {
  readonly draft: Pick<Draft, 'path' | 'settings'>;
  readonly title: string;
  readonly text: () => LessonText;
  readonly quiz: Quiz | undefined;
  /** Names that links may use, that of the title too. */
  readonly anchors: ReadonlySet<string>;
  /** Those that are left without the heading that became the title. */
  readonly left: ReadonlySet<string>;
  readonly noted: Noted;
}

/** Reads, never writes. What a reader would miss is in `lost`; nothing is fatal. */
export async function planMarkdown(name: string, source: SourceFiles, tools: ImportTools): Promise<ImportPlan> {
  const { files, drafts: all, lost } = await takeIn(name, source, tools);
  const paths = filesIn(files.map(({ path }) => path));
  const { summaries, drafts, folderSettings } = sortOut(all, paths, lost);

  const ordering = {
    settings: (path: string) => folderSettings.get(path) ?? drafts.get(path)?.settings,
    chapter: (path: string) => summaries.get(path)?.place,
  };
  const empty = [...folderSettings].flatMap(([folder, { title }]) =>
    folder !== '' && title && ![...drafts.keys()].some((path) => path.startsWith(`${folder}/`)) ? [folder] : [],
  );
  const places = inOrder([...drafts.keys(), ...empty.map((folder) => `${folder}/`)], ordering);
  const order = places.filter((path) => drafts.has(path));
  const surroundings = {
    files: paths,
    lessons: new Set(order),
    firstIn: (folder: string) => order.find((path) => folder === '' || path.startsWith(`${folder}/`)),
    siteLesson: siteLessons(name, order),
    mirrored: mirroredFiles(files.map(({ path }) => path)),
  };
  const parsed: Parsed[] = [];
  for (const path of order) {
    await nextTurn(); // reading one takes milliseconds, and the school goes on meanwhile
    const { body, settings, source: whole } = drafts.get(path)!;
    const noted: Noted = { anchors: [], assets: [], external: [] };
    const resolve = resolveFrom(path, surroundings, noted);
    const file = whole === undefined ? undefined : tools.quiz.parse(whole, path);
    if (file) lost.push(...file.lost);
    const inQuiz: Noted = { anchors: [], assets: [], external: [] };
    const quiz = file && (await changeTexts(tools, file.quiz, { resolve: resolveFrom(path, surroundings, inQuiz) }));
    addNoted(noted, inQuiz);
    const read = await tools.parse(file ? inItsPlace(file.introduction, whole!) : body, resolve);
    for (const { place, reason } of read.lost) lost.push({ at: `${path}#${place}`, reason });
    const { title, text } = titled({ path, settings }, read.text, summaries.get(path)?.title);
    const anchors = tools.anchors(read.text);
    const left = text === read.text ? anchors : tools.anchors(text);
    parsed.push({ draft: { path, settings }, title, text: packed(text), quiz, anchors, left, noted });
  }

  const anchors = settleAnchors(parsed, lost);
  const shownOrLinked = parsed.flatMap(({ noted }) => noted.assets.map((use) => use.path));
  const material = files.map(({ path }) => path).filter(isNamedMaterial);
  const judged = await judgeFiles([...new Set([...material, ...shownOrLinked])].toSorted(), files, source, tools);
  const assets = settleAssets(parsed, judged, lost);

  const lessons: PlannedLesson[] = [];
  for (const { draft, title, text: unsettled, quiz: asked } of parsed) {
    await nextTurn();
    const targets = { lesson: anchors, asset: assets.named };
    const text = withEmbeds(tools.readdress(unsettled(), targets), assets.at);
    const quiz = asked && (await changeTexts(tools, asked, { change: (piece) => tools.readdress(piece, targets) }));
    const used = assets.of(draft.path).map(({ path: file, digest }) => [file, digest]);
    const digest = createHash('sha256')
      .update(JSON.stringify([title, text, used, quiz]))
      .digest('hex');
    const settled = packed(text);
    lessons.push({
      key: draft.path,
      title,
      ...(draft.settings.slug && { slug: draft.settings.slug }),
      minutes: tools.minutes(text),
      digest,
      ...(quiz && { quiz }),
      get text() {
        return settled();
      },
    });
  }
  const opener = parsed.find(({ draft: { path } }) => folderOf(path) === '' && isOpener(nameOf(path)));
  const about = folderSettings.get('') ?? opener?.draft.settings ?? {};
  const title = about.title ?? (opener && !isOpener(opener.title) ? opener.title : titleFrom(name));
  return {
    course: {
      key: name,
      title,
      ...(about.summary && { summary: about.summary }),
      ...(about.description && { description: about.description }),
      ...(about.language && { language: about.language }),
      ...(about.author && { author: about.author }),
      ...(about.slug && { slug: about.slug }),
    },
    sections: sectionsOf(new Set(places.map(folderOf)), lessons, title, (folder) => folderSettings.get(folder)),
    assets: withCaptions(
      assets.carried,
      files.map(({ path }) => path),
    ),
    lost: inSourceOrder(lost),
  };
}

/** A piece of a quiz is read by itself, so its lines are not those of the file. */
function addNoted(noted: Noted, { anchors, assets, external }: Noted): void {
  const place = 'quiz';
  noted.anchors.push(...anchors.map((one) => ({ ...one, place })));
  noted.assets.push(...assets.map((one) => ({ ...one, place })));
  noted.external.push(...external.map((one) => ({ ...one, place })));
}
/** Below as many lines as stand above it in its file, for what is reported names them. */
const inItsPlace = (part: string, whole: string): string =>
  '\n'.repeat(whole.slice(0, Math.max(0, whole.indexOf(part))).split('\n').length - 1) + part;

type Chapter = { readonly place: number; readonly title: string };

/** What is a lesson, and what only says something about others: a SUMMARY.md, a README without a text of its own. */
function sortOut(all: readonly Draft[], paths: ReturnType<typeof filesIn>, lost: Lost[]) {
  const summaries = new Map<string, Chapter>();
  const drafts = new Map<string, Draft>();
  const folderSettings = new Map<string, Draft['settings']>();
  for (const draft of all) {
    const summary = readSummary(draft.path, draft.body, paths);
    for (const [path, chapter] of summary?.chapters ?? []) summaries.set(path, chapter);
    for (const { line, reason } of summary?.missing ?? []) lost.push({ at: `${draft.path}#L${line}`, reason });
    if (summary) continue;
    if (isOpener(nameOf(draft.path)) && draft.body.trim() === '')
      folderSettings.set(folderOf(draft.path), draft.settings);
    else drafts.set(draft.path, draft);
  }
  return { summaries, drafts, folderSettings };
}

/**
 * The title that the settings state; else the one heading of the first level, when the text begins with it; else the title
 * in SUMMARY.md; else the file's name. A heading that is the title is not repeated in the text.
 */
function titled(
  { path, settings }: Pick<Draft, 'path' | 'settings'>,
  text: LessonText,
  chapter: string | undefined,
): { title: string; text: LessonText } {
  const stated = settings.title;
  const [first, ...rest] = text.blocks;
  const isTitle = first?.type === 'heading' && first.level === 1 && !settings.keepHeading && !rest.some(holdsTitle);
  const only = isTitle ? first : undefined;
  const written = only ? oneLine(wordsOf(only)) : '';
  if (written && (!stated || oneLine(stated).toLowerCase() === written.toLowerCase()))
    return { title: stated ?? written, text: { blocks: rest } };
  const folder = folderOf(path);
  const name = isOpener(prefixOf(nameOf(path)).rest) && folder ? nameOf(folder) : nameOf(path);
  return { title: stated || oneLine(chapter ?? '') || titleFrom(name), text };
}

const holdsTitle = (block: Block): boolean => block.type === 'heading' && block.level === 1;
const wordsOf = ({ content }: Extract<Block, { type: 'heading' }>): string =>
  content
    .map((part) =>
      part.type === 'text'
        ? part.text
        : part.type === 'image'
          ? part.alt
          : part.type === 'html'
            ? part.html.replace(/<[^>]*>/g, '')
            : '',
    )
    .join('');

/** Reports links to names that are not there; @returns where each link then leads. */
function settleAnchors(parsed: readonly Parsed[], lost: Lost[]) {
  const known = new Map(parsed.map(({ draft: { path }, anchors, left }) => [path, { all: anchors, left }]));
  for (const { draft, noted } of parsed) {
    for (const { lesson, anchor, place } of noted.anchors) {
      if (settleAnchor(anchor, known.get(lesson)!.all) !== undefined) continue;
      lost.push({
        at: `${draft.path}#${place}`,
        reason:
          lesson === draft.path ? `nothing here is called #${anchor}` : `nothing in ${lesson} is called #${anchor}`,
      });
    }
  }
  return (lesson: string, anchor: string | undefined): { lesson: string; anchor?: string } => {
    const names = known.get(lesson);
    const settled = anchor && names && settleAnchor(anchor, names.all);
    // The heading that became the title is the top of the lesson.
    return { lesson, ...(settled && names.left.has(settled) && { anchor: settled }) };
  };
}

/** Reports pictures and files that are not carried; the others are named after the first file with their bytes. */
function settleAssets(parsed: readonly Parsed[], judged: ReadonlyMap<string, Judged>, lost: Lost[]) {
  const usable = (path: string): PlannedAsset | undefined => {
    const one = judged.get(path);
    return one && 'asset' in one ? one.asset : undefined;
  };
  const fitsAPlace = ({ mime }: PlannedAsset): boolean => isShown(mime) || isEmbedded(mime);
  const canBeShown = (path: string): boolean => {
    const asset = usable(path);
    return asset !== undefined && fitsAPlace(asset);
  };
  const uses = parsed.flatMap(({ noted }) => noted.assets);
  const refused = new Set(uses.filter(({ path, shown }) => shown && !canBeShown(path)).map(({ path }) => path));
  const used = new Map<string, PlannedAsset[]>();
  for (const { draft, noted } of parsed) {
    const report = (place: string, reason: string) => lost.push({ at: `${draft.path}#${place}`, reason });
    for (const { path, place, shown } of noted.assets) {
      const one = judged.get(path)!;
      if ('fault' in one) report(place, one.fault);
      else if (shown && refused.has(path))
        report(place, `${path} is not a picture that browsers show but ${one.asset.mime}, and is not carried`);
      else if (refused.has(path))
        report(place, `${path} is shown as a picture elsewhere and is none; it is not carried`);
      else used.set(draft.path, [...(used.get(draft.path) ?? []), one.asset]);
    }
    for (const { address, place } of noted.external)
      report(place, `a picture on another site is not loaded; a link to it is shown: ${address}`);
  }
  const linked = new Set([...used.values()].flat());
  const carried = [...new Set([...judged.keys()].map(usable))].filter(
    (asset) => asset !== undefined && (linked.has(asset) || fitsAPlace(asset)),
  );
  return {
    carried: carried.filter((asset) => asset !== undefined),
    named: (path: string) => (refused.has(path) ? undefined : usable(path)?.path),
    at: usable,
    of: (lesson: string): PlannedAsset[] => [...new Set(used.get(lesson) ?? [])],
  };
}

function withCaptions(assets: readonly PlannedAsset[], paths: readonly string[]): PlannedAsset[] {
  const captionsOf = captionsIn(paths);
  return assets.map((asset) => {
    const captions = plays(asset.mime) ? captionsOf(asset.path) : [];
    return captions.length > 0 ? { ...asset, captions } : asset;
  });
}

/** By file, then by line. */
function inSourceOrder(lost: readonly Lost[]): Lost[] {
  const key = ({ at }: Lost): [string, number] => [
    at.slice(0, at.lastIndexOf('#')),
    Number(/#L(\d+)/.exec(at)?.[1] ?? 0),
  ];
  return lost.toSorted((a, b) => {
    const [[pathA, lineA], [pathB, lineB]] = [key(a), key(b)];
    return pathA < pathB ? -1 : pathA > pathB ? 1 : lineA - lineB;
  });
}
