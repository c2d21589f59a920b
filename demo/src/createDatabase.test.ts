import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from './createDatabase.ts'
import { createDatabase } from './createDatabase.ts'
import { createTables } from './createTables.ts'

describe.each(['memory', 'file'])('a database in a %s', (kind) => {
  async function open(): Promise<Database> {
    const folder = kind === 'file' ? await mkdtemp(join(tmpdir(), 'shop-')) : null
    const database = createDatabase(folder ? join(folder, 'new', 'shop.sqlite') : ':memory:')
    onTestFinished(async () => {
      database.close()
      if (folder) await rm(folder, { recursive: true })
    })
    await database.run('CREATE TABLE sums (n INTEGER)')
    await database.run('INSERT INTO sums VALUES (0)')
    return database
  }
  const sum = async ({ all }: Pick<Database, 'all'>): Promise<number> =>
    (await all<{ n: number }>('SELECT n FROM sums'))[0]?.n ?? -1

  test('loses nothing when transactions overlap', async () => {
    const database = await open()
    const add = (): Promise<number> =>
      database.transaction(async (queries) => {
        const n = await sum(queries)
        await new Promise(setImmediate)
        return queries.run('UPDATE sums SET n = ?', [n + 1])
      })
    await Promise.all([...Array.from({ length: 20 }, add), sum(database), sum(database)])
    expect(await sum(database)).toBe(20)
  })

  test('undoes a transaction that throws, and goes on', async () => {
    const database = await open()
    const failing = database.transaction(async (queries) => {
      await queries.run('UPDATE sums SET n = 7')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await sum(database)).toBe(0)
  })
})

test('connections to one file wait for one another, and lose nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'))
  const connections = [1, 2, 3].map(() => createDatabase(join(folder, 'shop.sqlite')))
  onTestFinished(async () => {
    for (const connection of connections) connection.close()
    await rm(folder, { recursive: true })
  })
  await Promise.all(connections.map(createTables))
  const add = (database: Database): Promise<number> =>
    database.transaction(async (queries) => {
      const [row] = await queries.all<{ value: string }>(`SELECT value FROM secrets WHERE name = 'n'`)
      await new Promise(setImmediate)
      return queries.run(`INSERT OR REPLACE INTO secrets (name, value) VALUES ('n', ?)`, [
        String(Number(row?.value ?? 0) + 1),
      ])
    })
  await Promise.all(Array.from({ length: 10 }, () => connections.map(add)).flat())
  expect(await connections[0]?.all(`SELECT value FROM secrets WHERE name = 'n'`)).toMatchObject([{ value: '30' }])
})
