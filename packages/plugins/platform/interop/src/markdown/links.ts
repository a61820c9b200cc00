// What links and pictures of lessons lead to. Whether an anchor is there and a picture is one is only known when all lessons
// are read, so both are noted with their place and settled then.
import type { Resolve } from '@lectern/content/contract';
import type { Files } from './paths.ts';
import { percentDecoded } from './paths.ts';

export interface Surroundings {
  readonly files: Files;
  readonly lessons: ReadonlySet<string>;
  /** The lesson that a link to a folder means. */
  firstIn(folder: string): string | undefined;
  siteLesson(address: string): string | undefined;
  mirrored(address: string): string | undefined;
}
export interface Noted {
  readonly anchors: { readonly lesson: string; readonly anchor: string; readonly place: string }[];
  readonly assets: { readonly path: string; readonly place: string; readonly shown: boolean }[];
  readonly external: { readonly address: string; readonly place: string }[];
}

const isExternal = (address: string): boolean => /^[a-z][\w+.-]*:|^\/\//i.test(address);

/** For one lesson. What is asked is noted in `noted`. */
export function resolveFrom(
  from: string,
  { files, lessons, firstIn, siteLesson, mirrored }: Surroundings,
  noted: Noted,
): Resolve {
  const lessonLink = (lesson: string, written: string | undefined, place: string) => {
    const anchor = anchorOf(written);
    if (anchor) noted.anchors.push({ lesson, anchor, place });
    return { lesson, ...(anchor && { anchor }) };
  };
  const asset = (path: string, place: string, shown: boolean) => {
    noted.assets.push({ path, place, shown });
    return { asset: path };
  };

  return {
    link(href, place) {
      const [address = '', anchor] = splitAnchor(href);
      if (isExternal(href)) {
        const lesson = siteLesson(address);
        return lesson ? lessonLink(lesson, anchor, place) : { href };
      }
      if (address === '')
        return href === '' ? { broken: 'a link without an address' } : lessonLink(from, anchor, place);
      const found = files.follow(from, address.split('?')[0]!);
      if ('missing' in found) return { broken: found.missing };
      const path = 'path' in found ? found.path : firstIn(found.folder);
      if (path === undefined) return { broken: `there is no lesson in ${address}` };
      if (lessons.has(path)) return lessonLink(path, anchor, place);
      return /\.(?:md|markdown)$/i.test(path)
        ? { broken: `${path} is not a lesson of this import` }
        : asset(path, place, false);
    },
    image(src, place) {
      if (isExternal(src)) {
        const local = mirrored(src);
        if (local) return asset(local, place, true);
        noted.external.push({ address: src, place });
        return { href: src };
      }
      if (src === '') return { broken: 'a picture without an address' };
      const found = files.follow(from, src.split(/[?#]/)[0]!);
      if ('path' in found && !lessons.has(found.path)) return asset(found.path, place, true);
      return { broken: 'missing' in found ? found.missing : `${src} is not a picture` };
    },
  };
}

function splitAnchor(href: string): [string, string | undefined] {
  const at = href.indexOf('#');
  return at < 0 ? [href, undefined] : [href.slice(0, at), href.slice(at + 1)];
}

/** Without a text fragment; `#top` and an empty one mean the lesson itself (WHATWG HTML 7.4.2.3.3). */
function anchorOf(written: string | undefined): string | undefined {
  const anchor = percentDecoded((written ?? '').replace(/:~:.*$/, ''));
  return anchor === '' || anchor.toLowerCase() === 'top' ? undefined : anchor.slice(0, 200).replace(/\s/g, '-');
}

/** The name an anchor means among those a lesson has: exactly, or as another tool would have made it from the same words. */
export function settleAnchor(anchor: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(anchor)) return anchor;
  for (const squeeze of [lettersAndDigits, asciiOnly]) {
    const squeezed = squeeze(anchor);
    const alike = [...names].filter((name) => squeeze(name) === squeezed);
    if (squeezed !== '' && alike.length === 1) return alike[0];
  }
  return undefined;
}

const lettersAndDigits = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
/** kramdown leaves out what is not ASCII. */
const asciiOnly = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
