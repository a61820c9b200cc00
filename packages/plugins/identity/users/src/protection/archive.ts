// All that the school holds on a person, as a ZIP that is made while it is sent: one table after the other, a few hundred
// rows in memory, for whoever has ten thousand of them too.
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { PersonReach } from '@lectern/kit';
import type { UsersContext } from '../people/service.ts';

/** Tells one archive of one person to whoever asked for it, for some minutes. */
export interface Ticket {
  readonly userId: string;
  readonly by: string;
  readonly reach: PersonReach;
  /** Milliseconds since 1970. */
  readonly until: number;
}
const good = 10 * 60_000;

export const ticketFor = (ctx: UsersContext, userId: string, reach: PersonReach): { ticket: string; until: Date } => {
  const until = new Date(ctx.now().getTime() + good);
  const told: Ticket = { userId, by: ctx.scope().actor.id, reach, until: until.getTime() };
  const text = Buffer.from(JSON.stringify(told)).toString('base64url');
  return { ticket: `${text}.${ctx.signatures.sign(text)}`, until };
};
/** @returns undefined for one that is forged, over, or somebody else's */
export function readTicket(ctx: UsersContext, ticket: string): Ticket | undefined {
  const [text = '', signature = ''] = ticket.split('.');
  if (!ctx.signatures.isSigned(text, signature)) return undefined;
  const told = JSON.parse(Buffer.from(text, 'base64url').toString()) as Ticket;
  return told.by === ctx.scope().actor.id && told.until > ctx.now().getTime() ? told : undefined;
}

/** Begins to gather when it is read. @param ids of the person, and of accounts that were merged into theirs */
export async function archiveOf(
  ctx: UsersContext,
  {
    ids,
    reach,
    picture,
  }: { readonly ids: readonly string[]; readonly reach: PersonReach; readonly picture: string | null },
): Promise<ReadableStream<Uint8Array>> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const stopped = new AbortController();
  output.once('close', () => stopped.abort());
  const options = { mtime: ctx.now(), mode: 0o600 };
  const files = new Map<string, number>();

  async function fill(): Promise<void> {
    let open: { path: string; stream: PassThrough; rows: number } | undefined;
    const write = async (stream: PassThrough, text: string) => {
      if (!stream.write(text)) await once(stream, 'drain', { signal: stopped.signal });
    };
    const close = async () => {
      if (!open) return;
      files.set(open.path, open.rows);
      open.stream.end(open.rows === 0 ? '[]\n' : '\n]\n');
    };
    for await (const { name, table, rows } of ctx.persons.export(ids, reach)) {
      const path = `${name}/${table}.json`;
      if (open?.path !== path) {
        await close();
        open = { path, stream: new PassThrough(), rows: 0 };
        zip.addReadStream(open.stream, path, options);
      }
      for (const row of rows) {
        await write(open.stream, `${open.rows === 0 ? '[' : ','}\n${JSON.stringify(row)}`);
        open.rows++;
      }
    }
    await close();
    const stored = picture ? await ctx.storage.get(picture) : undefined;
    if (stored) zip.addReadStream(Readable.from(stored.body), 'picture', { ...options, compress: false });
    zip.addBuffer(Buffer.from(readme(files, stored !== undefined, ctx.now())), 'README.txt', options);
    zip.end();
  }
  fill().catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

const readme = (files: ReadonlyMap<string, number>, hasPicture: boolean, now: Date): string =>
  [
    `What this school holds on you, as of ${now.toISOString()}.`,
    '',
    'Each file is a list in JSON, in the words the school itself uses. Times are in UTC.',
    'Passwords and what else opens an account are not in it: the school keeps only digests of them.',
    '',
    ...[...files].map(([path, rows]) => `${String(rows).padStart(7)}  ${path}`),
    ...(hasPicture ? ['      1  picture'] : []),
    '',
    'account   your account       memberships  schools you belong to   roles      what you may do',
    'activity  what you did or were refused, as the log has it         behaviour  what you opened, for statistics',
    'owned     things you made that permissions are asked on',
    '',
  ].join('\r\n');
