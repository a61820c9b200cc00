// What a file is, by its bytes. Its name and what the sender calls it decide nothing: both are a stranger's claim.
import type { Judgement, MediaKind } from './contract.ts';

/** Enough for the size of a picture behind a camera's metadata, and for the kind of an office file inside its zip. */
export const headBytes = 256 * 1024;

const documents = new Set([
  'application/pdf',
  'application/rtf',
  'application/epub+zip',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/x-cfb', // an older office file, as far as its first bytes tell
  'text/plain',
]);

export function kindOf(mime: string): MediaKind {
  const [family] = mime.split('/');
  if (family === 'video' || family === 'audio' || family === 'image') return family;
  return documents.has(mime) || /^application\/vnd\.(openxmlformats|oasis)/.test(mime) ? 'document' : 'other';
}

/** Programs: a school hands out no file that runs when it is opened. */
const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/x-ms-shortcut',
  'application/x-apple.alias',
  'application/x-deb',
  'application/x-rpm',
  'application/vnd.microsoft.portable-executable',
]);

/**
 * @param head the first `headBytes` of a file, or all of it
 * @returns undefined for a file that cannot be kept
 */
export async function judge(head: Uint8Array): Promise<Judgement | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = isSvg(head)
    ? 'image/svg+xml'
    : ((await fileTypeFromBuffer(head))?.mime ?? (isText(head) ? 'text/plain' : 'application/octet-stream'));
  if (programs.has(mime)) return undefined;
  return mime.startsWith('image/') ? { mime, ...(await sizeOf(head)) } : { mime };
}

async function sizeOf(head: Uint8Array): Promise<{ width?: number; height?: number }> {
  const { imageSize } = await import('image-size');
  try {
    // A copy: it looks at the whole buffer behind a view.
    const { width, height, orientation = 1 } = imageSize(new Uint8Array(head));
    // From 5 on a camera was held upright: shown with width and height exchanged (EXIF 2.32, Orientation).
    const [across, down] = orientation >= 5 ? [height, width] : [width, height];
    return across > 0 && down > 0 ? { width: Math.round(across), height: Math.round(down) } : {};
  } catch {
    return {}; // an unknown or broken picture is shown without a place held for it
  }
}

function isSvg(head: Uint8Array): boolean {
  const start = new TextDecoder()
    .decode(head.subarray(0, 4096))
    .replace(/^\uFEFF?\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*/i, '');
  return /^<svg[\s>]/i.test(start);
}

/** UTF-8 without control characters. The head may end inside a character. */
function isText(head: Uint8Array): boolean {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text
    return !/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(
      new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true }),
    );
  } catch {
    return false;
  }
}
