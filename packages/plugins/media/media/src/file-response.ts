// A file of a course over HTTP, with headers that keep a hostile one from doing anything in a reader's browser.
import { objectResponse, type StoragePort } from '@lectern/kit';
import type { StoredMedia } from './contract.ts';

/** Addresses name bytes for ever. Private: whether somebody may read them is asked of every person. */
const forEver = 'private, max-age=31536000, immutable';

/** @param cache for `Cache-Control`, of an address that is not good for ever */
export const serveFile = (
  file: StoredMedia,
  request: Request,
  storage: StoragePort,
  cache = forEver,
): Promise<Response> =>
  objectResponse(
    file,
    request,
    storage,
    new Headers({
      'cache-control': cache,
      'content-type': file.mime === 'text/plain' ? 'text/plain; charset=utf-8' : file.mime,
      'content-disposition': disposition(file),
      ...(file.mime !== 'application/pdf' && {
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox",
      }),
    }),
  );

/** Shown in place are pictures, sound, film and PDF; all else is saved. The name in both forms of RFC 6266. */
function disposition({ name, mime }: StoredMedia): string {
  const kind = /^(image|audio|video)\//.test(mime) || mime === 'application/pdf' ? 'inline' : 'attachment';
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
