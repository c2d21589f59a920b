import { createDatabase } from '../createDatabase.ts'
import { createSweep } from './createSweep.ts'
import type { Rows } from './Rows.ts'

/** Keeps rows in an SQLite file, which several processes may share. */
export async function openSqlite(file: string): Promise<Rows> {
  const database = createDatabase(file)
  await database.run(
    'CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER NOT NULL)',
  )
  await database.run('CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (expires_at)')
  const sweep = createSweep(() => database.run('DELETE FROM sessions WHERE expires_at < ?', [Date.now()]))
  return {
    async get(id) {
      const [row] = await database.all<{ value: string }>('SELECT value FROM sessions WHERE id = ?', [id])
      return row?.value
    },
    async set(id, value, lifetimeMs) {
      sweep()
      await database.run('INSERT OR REPLACE INTO sessions (id, value, expires_at) VALUES (?, ?, ?)', [
        id,
        value,
        Date.now() + lifetimeMs,
      ])
    },
    delete: async (id) => void (await database.run('DELETE FROM sessions WHERE id = ?', [id])),
    close: async () => database.close(),
  }
}
