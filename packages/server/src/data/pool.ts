import pg from 'pg';
import { codeOf } from './faults.ts';
import { actForScope } from './wall.ts';

export interface PoolOptions {
  readonly max: number;
  /** Longest statement; the server ends it. */
  readonly statementTimeoutMs: number;
  /** A process that hangs in a unit holds its locks this long; the server ends the connection. */
  readonly idleInUnitTimeoutMs?: number | undefined;
  /** How long to wait for a free or new connection. */
  readonly connectTimeoutMs?: number | undefined;
  readonly onConnectionLost?: ((error: Error) => void) | undefined;
}

const [bool, int8, int2, int4, float4, float8] = [16, 20, 21, 23, 700, 701];
const numeric = new Set([int8, int2, int4, float4, float8]);
const text = (value: string) => value;
// Per pool, not global: pg-boss shares the process. Numbers and truth values are parsed, the rest is the codecs' work.
const types = {
  getTypeParser: (oid: number) => (oid === bool ? (value: string) => value === 't' : numeric.has(oid) ? Number : text),
} as unknown as pg.CustomTypesConfig; // its overloads name every built-in type

export function openPool(url: string, options: PoolOptions): pg.Pool {
  const {
    max,
    statementTimeoutMs,
    idleInUnitTimeoutMs,
    connectTimeoutMs = 10_000,
    onConnectionLost = () => {},
  } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'lectern',
    max,
    types,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 5_000, // the server did not answer: the network is gone
    idle_in_transaction_session_timeout: idleInUnitTimeoutMs,
  });
  // The pool listens only while a connection is idle; one that breaks in use would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', onConnectionLost);
  return pool;
}

/** Runs the work on a connection that acts for the current scope's organization. */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const acting = actForScope(client);
    if (acting) await acting;
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(isAnswer(error) ? undefined : (error as Error));
    throw error;
  }
}

/** Whether Postgres itself said no and goes on; else the connection is lost, and with it what it was doing. */
export const isAnswer = (error: unknown): boolean => error instanceof pg.DatabaseError && error.severity === 'ERROR';

/** deadlock_detected, serialization_failure: the work is fine, the moment was not. */
export const isTransient = (error: unknown): boolean => codeOf(error) === '40P01' || codeOf(error) === '40001';

/** Ends what another connection is doing. Best effort: the server's own statement timeout stands behind it. */
export async function cancel(url: string, client: pg.PoolClient): Promise<void> {
  const { processID } = client as unknown as { readonly processID: number };
  const other = new pg.Client({ connectionString: url, application_name: 'lectern', connectionTimeoutMillis: 5_000 });
  other.on('error', () => {});
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [processID]);
  } catch {
    // Out of reach just now; its statement timeout ends it.
  } finally {
    await other.end().catch(() => {});
  }
}
