import { Readable } from 'node:stream';
import { type Handlers, prepared, received } from '@lectern/kit';
import type { bulkOperations } from '../contract.ts';
import type { Bulk } from './imports.ts';

const nothing: Uint8Array[] = [];

export const bulkHandlers = (bulk: Bulk): Handlers<typeof bulkOperations> => ({
  startImport: received(
    (_, { body }) => bulk.receive((body ?? nothing) as AsyncIterable<Uint8Array>),
    async ({ name }, call, found) => Response.json(await bulk.start(name, found, call)),
  ),
  readImport: prepared(
    ({ importId, ...way }) => bulk.lookAgain(importId, way),
    ({ importId }, _, found) => bulk.readAs(importId, found),
  ),
  runImport: prepared(
    (_, call) => call.certainSite(),
    ({ importId, ...asked }, call, site) => bulk.begin(importId, asked, call, site),
  ),
  import: ({ importId }) => bulk.tell(importId),
  imports: (page) => bulk.latest(page),
  importReport: (page) => bulk.report(page),
  importRefused: async ({ importId }) => {
    const { name, lines } = await bulk.refused(importId);
    const file = `${name.replace(/\.[^.]*$/, '')}-refused.csv`;
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as unknown as BodyInit, {
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file)}`,
        'cache-control': 'private, no-store',
      },
    });
  },
  cancelImport: ({ importId }) => bulk.cancel(importId),
  removeImport: ({ importId }) => bulk.remove(importId),
});
