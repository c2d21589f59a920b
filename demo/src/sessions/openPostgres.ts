import pg from 'pg'
import { createSweep } from './createSweep.ts'
import type { Rows } from './Rows.ts'
import { clientLimit } from './withinLimit.ts'

// Two that create a table at once disturb each other, `IF NOT EXISTS` or not: so one after another.
const createTable = `
  SELECT pg_advisory_xact_lock(4827191);
  CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at BIGINT NOT NULL);
  CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expires_at);`

/** Keeps rows in PostgreSQL, in the table `sessions` of the database that the URI names. */
export function openPostgres(url: URL): Rows {
  const pool = new pg.Pool({
    connectionString: url.href,
    connectionTimeoutMillis: clientLimit,
    query_timeout: clientLimit,
    keepAlive: true,
  })
  // Without a listener a server that stops would end the process; the queries that fail say it all the same.
  pool.on('error', () => undefined)
  let created: Promise<unknown> | undefined
  async function query<Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<readonly Row[]> {
    created ??= pool.query(createTable).catch((error) => {
      created = undefined
      throw error
    })
    await created
    return (await pool.query<Row>(sql, values)).rows
  }
  const sweep = createSweep(() => query('DELETE FROM sessions WHERE expires_at < $1', [Date.now()]))
  return {
    get: async (id) => (await query<{ value: string }>('SELECT value FROM sessions WHERE id = $1', [id]))[0]?.value,
    async set(id, value, lifetimeMs) {
      sweep()
      await query(
        `INSERT INTO sessions (id, value, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at`,
        [id, value, Date.now() + lifetimeMs],
      )
    },
    delete: async (id) => void (await query('DELETE FROM sessions WHERE id = $1', [id])),
    close: () => pool.end(),
  }
}
