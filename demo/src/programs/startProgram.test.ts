import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findProgram } from './findProgram.ts'
import { startProgram } from './startProgram.ts'

const execute = promisify(execFile)
const never = (): Promise<never> => Promise.reject(new Error('no'))
const node = (script: string): [string, ...string[]] => [process.execPath, '--eval', script]

test('a program that ends before it answers is refused with what it said, as is one that is not there', async () => {
  const ending = startProgram(node('console.error("the port is taken"); process.exit(1)'), { answers: never })
  await expect(ending).rejects.toThrow(/did not start:\nthe port is taken/)
  await expect(startProgram(['no-such-program'], { answers: never })).rejects.toThrow(/ENOENT/)
  expect(findProgram('no-such-program')).toBeUndefined()
})

test('a program that does not want to end is ended', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shop-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const ready = join(folder, 'ready')
  const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); fs.writeFileSync('${ready}', '')`
  const running = await startProgram(node(deaf), { answers: async () => (await stat(ready)).isFile() })
  await running.stop()
  expect(() => process.kill(running.pid, 0)).toThrow('ESRCH')
})

test('a program ends with the process that started it', async () => {
  const module = new URL('startProgram.ts', import.meta.url).href
  const start = `
    const { startProgram } = await import('${module}')
    const options = { answers: async () => true }
    const { pid } = await startProgram([process.execPath, '--eval', 'setInterval(() => {}, 1000)'], options)
    process.stdout.write(String(pid), () => process.exit())`
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', start])
  const isThere = (): boolean => {
    try {
      return process.kill(Number(stdout), 0)
    } catch {
      return false
    }
  }
  expect(Number(stdout)).toBeGreaterThan(0)
  await expect.poll(isThere).toBe(false)
})
