import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from './openSqlite.ts'

const execute = promisify(execFile)
const module = new URL('openSqlite.ts', import.meta.url).href

test('several processes may open a new file at once and write to it at once', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'sessions.sqlite')
  const names = ['a', 'b', 'c', 'd']
  const write = `
    const [, file, name] = process.argv
    const rows = await (await import('${module}')).openSqlite(file)
    for (let n = 0; n < 50; n += 1) await rows.set(name + n, name, 60_000)
    await rows.close()`
  await Promise.all(
    names.map((name) =>
      execute(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', write, file, name]),
    ),
  )
  const rows = await openSqlite(file)
  onTestFinished(() => rows.close())
  const keys = names.flatMap((name) => Array.from({ length: 50 }, (_, n) => name + n))
  expect(await Promise.all(keys.map((key) => rows.get(key)))).toEqual(keys.map((key) => key[0]))
})
