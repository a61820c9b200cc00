// One of several starting processes applies migrations, the others wait for it. On SQLite one process owns the file
// already (see data/owner.ts); on Postgres it is an advisory lock.
import pg from 'pg';

/** Runs the work while no other process is inside. */
export type MigrationLock = <T>(work: () => Promise<T>) => Promise<T>;

/** Any number that no other program uses on this database: the bytes of "Lectern". */
const lockKey = '0x4c65637465726e';

/**
 * On a connection of its own, so that the lock is neither in a transaction nor lent to others by a pool, and ends with
 * the process that holds it, however that ends. Behind a pooler that shares connections between transactions, give this
 * the address of the server itself.
 */
export const advisoryLock =
  (url: string): MigrationLock =>
  async (work) => {
    const client = new pg.Client({ connectionString: url, application_name: 'lectern migrate', keepAlive: true });
    client.on('error', () => {}); // the lock is gone then; what is being applied is still guarded by the ledger's key
    await client.connect();
    try {
      await client.query(`select pg_advisory_lock(${lockKey})`);
      return await work();
    } finally {
      await client.end().catch(() => {});
    }
  };
