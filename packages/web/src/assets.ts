// Built files: their names carry the hash of their content, so a browser asks for each of them once.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** @returns undefined when there is no such file */
export async function assetResponse(folder: string, path: string, request: Request): Promise<Response | undefined> {
  const file = normalize(join(folder, path));
  const type = types[extname(file)];
  if (!file.startsWith(folder + sep) || !type) return undefined;
  const accepted = request.headers.get('accept-encoding') ?? '';
  for (const [encoding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
    [undefined, ''],
  ] as const) {
    if (encoding && !accepted.includes(encoding)) continue;
    const found = await stat(file + suffix).catch(() => undefined);
    if (!found?.isFile()) continue;
    const headers = {
      'content-type': type,
      'content-length': String(found.size),
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    };
    return new Response(
      request.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(file + suffix)) as unknown as BodyInit),
      { headers },
    );
  }
  return undefined;
}
