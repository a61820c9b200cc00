// A file of people goes up, is looked at, and imported: the same steps as the screen's.
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { UsersImportOutput, UsersImportReportOutput, UsersRunImportInput } from '@lectern/sdk';
import { CommandError, UsageError } from './errors.ts';
import type { Reach } from './reach.ts';

type Found = Pick<UsersImportOutput, 'encoding' | 'delimiter' | 'columns'>;
interface Options {
  readonly map: readonly string[];
  readonly key: UsersRunImportInput['key'];
  readonly encoding: Found['encoding'] | undefined;
  readonly delimiter: Found['delimiter'] | undefined;
  readonly locale: string | undefined;
  readonly invite: boolean;
  readonly dryRun: boolean;
  readonly refused: string | undefined;
  readonly found: (found: Found) => void;
  readonly tell: (at: Pick<UsersImportOutput, 'rows' | 'fraction' | 'counts'>) => void;
}
export type PeopleImported = Found &
  Pick<UsersImportOutput, 'rows' | 'counts' | 'stopped' | 'dryRun'> & {
    readonly importId: string;
    /** The first hundred. */
    readonly remarks: UsersImportReportOutput['items'];
  };

export async function importPeople({ lms }: Reach, file: string, options: Options): Promise<PeopleImported> {
  const { encoding, delimiter, key, locale, invite, dryRun } = options;
  const body = Readable.toWeb(createReadStream(file)) as unknown as BodyInit;
  const answer = await lms.request(`/api/users/imports?name=${encodeURIComponent(basename(file))}`, {
    method: 'POST',
    body,
    duplex: 'half',
  } as RequestInit);
  let state = (await answer.json()) as UsersImportOutput;
  const importId = state.id;
  if (encoding || delimiter)
    state = await lms.users.readImport({ importId, ...(encoding && { encoding }), ...(delimiter && { delimiter }) });
  const columns = mapped(state.columns, options.map);
  options.found({ encoding: state.encoding, delimiter: state.delimiter, columns });
  state = await lms.users.runImport({
    importId,
    columns: columns.map(({ target }) => target),
    dryRun,
    invite,
    ...(key && { key }),
    ...(locale && { locale }),
  });
  let told = -1;
  while (state.state === 'waiting' || state.state === 'running') {
    await new Promise((done) => setTimeout(done, 50));
    state = await lms.users.import({ importId });
    if (state.rows !== told) options.tell({ rows: state.rows, fraction: state.fraction, counts: state.counts });
    told = state.rows;
  }
  if (state.state === 'failed')
    throw new CommandError(
      `The import stopped: ${state.error ?? 'no reason was given'} Run it again: what is done stays.`,
    );
  if (state.state === 'cancelled') throw new CommandError('Somebody cancelled the import. What it had done stays.');
  const { items: remarks } = await lms.users.importReport({ importId, limit: 100 });
  if (options.refused !== undefined && state.counts.refused > 0) {
    const rows = await lms.request(`/api/users/imports/${importId}/refused.csv`);
    await pipeline(Readable.fromWeb(rows.body as never), createWriteStream(options.refused));
  }
  const { rows, counts, stopped } = state;
  return {
    importId,
    encoding: state.encoding,
    delimiter: state.delimiter,
    columns,
    rows,
    counts,
    stopped,
    dryRun,
    remarks,
  };
}

/** @throws UsageError for a header that the file does not have */
function mapped(columns: Found['columns'], map: readonly string[]): Found['columns'] {
  const said = map.map((one) => {
    const at = one.lastIndexOf('=');
    if (at < 1) throw new UsageError(`--map is ${JSON.stringify(one)}; write it as "Vorname=firstName"`);
    return { header: one.slice(0, at).trim(), target: one.slice(at + 1).trim() || null };
  });
  for (const { header } of said)
    if (!columns.some((column) => column.header === header))
      throw new UsageError(
        `The file has no column ${JSON.stringify(header)}. It has: ${columns.map((column) => column.header).join(', ')}`,
      );
  const targets = new Set(said.map(({ target }) => target));
  return columns.map(({ header, target }) => {
    const own = said.find((one) => one.header === header);
    // A column that was guessed to say what another one was told to say is left out.
    return own ?? { header, target: target !== null && targets.has(target) ? null : target };
  });
}
