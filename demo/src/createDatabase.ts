import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client, InValue } from '@libsql/client'
import { createClient, LibsqlError } from '@libsql/client'

export type Argument = string | number | null

/** Statements that run on one connection. */
export interface Queries {
  /** Resolves with the number of rows changed. */
  run(sql: string, args?: readonly Argument[]): Promise<number>
  all<Row>(sql: string, args?: readonly Argument[]): Promise<readonly Row[]>
}

export interface Database extends Queries {
  /** Commits what `work` did, all or nothing; `work` uses only the queries it is given. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  close(): void
}

/** Opens an SQLite database: a file path, or `:memory:`. */
export function createDatabase(location: string): Database {
  const inMemory = location === ':memory:'
  if (!inMemory) mkdirSync(dirname(location), { recursive: true })
  const client = createClient({ url: inMemory ? location : `file:${location}` })
  // libsql refuses a statement while a transaction holds the only connection of a database in memory: so one after another.
  let last: Promise<unknown> = inMemory ? Promise.resolve() : keepLog(client)
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  const direct = queriesOn(client)
  return {
    run: (sql, args) => inTurn(() => whenFree(client, () => direct.run(sql, args))),
    all: (sql, args) => inTurn(() => whenFree(client, () => direct.all(sql, args))),
    transaction: (work) =>
      inTurn(async () => {
        const transaction = await whenFree(client, () => client.transaction('write'))
        try {
          const result = await work(queriesOn(transaction))
          await transaction.commit()
          return result
        } finally {
          transaction.close()
        }
      }),
    close: () => client.close(),
  }
}

/** How long others may keep the database to themselves, in milliseconds. */
const patience = 5000

/**
 * Runs `work` again while another connection writes. SQLite could wait by itself, but stands still with all of this
 * process as it does, in which the one it waits for may run.
 */
async function whenFree<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LibsqlError) || !error.code.startsWith('SQLITE_BUSY') || Date.now() > until) throw error
      await pause(2 + 20 * Math.random())
      // libsql leaves the statement that failed open, with which nothing could be committed.
      await client.reconnect()
    }
  }
}

/** With a log of writes beside the file, those who read it, in whatever process, do not wait for one who writes. */
const keepLog = (client: Connection): Promise<unknown> =>
  client.execute({ sql: 'PRAGMA journal_mode = WAL', args: [] }).catch(() => undefined)

interface Connection {
  execute(statement: { sql: string; args: InValue[] }): Promise<{ rows: readonly unknown[]; rowsAffected: number }>
}

function queriesOn(connection: Connection): Queries {
  return {
    run: async (sql, args = []) => (await connection.execute({ sql, args: [...args] })).rowsAffected,
    all: async <Row>(sql: string, args: readonly Argument[] = []) =>
      (await connection.execute({ sql, args: [...args] })).rows as readonly Row[],
  }
}
