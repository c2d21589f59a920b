import { randomBytes } from 'node:crypto'
import type { Database } from '../createDatabase.ts'

/** What cookies and CSRF tokens are signed and sealed with; the same for all instances that share a database. */
export interface Secrets {
  readonly cookies: string
  readonly csrf: string
  /** 32 bytes in base64. */
  readonly sealing: string
}

/** Resolves with the secrets kept in `database`, made where there are none yet. */
export async function readSecrets(database: Database): Promise<Secrets> {
  const [cookies, csrf, sealing] = [await read('cookies'), await read('csrf'), await read('sealing')]
  return { cookies, csrf, sealing }

  async function read(name: keyof Secrets): Promise<string> {
    await database.run('INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)', [
      name,
      randomBytes(32).toString('base64'),
    ])
    const [row] = await database.all<{ value: string }>('SELECT value FROM secrets WHERE name = ?', [name])
    return row?.value ?? ''
  }
}
