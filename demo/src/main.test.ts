import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Starts the shop as a person would; resolves with its address and a way to end it. */
async function start(port: string): Promise<{ url: string; end: () => Promise<number | null> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, PORT: port, DATABASE: join(folder, 'shop.sqlite') },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('\n')) break
  }
  const url = /http:\/\/[\w.:]+/.exec(said)?.[0] ?? ''
  return {
    url,
    async end() {
      child.kill('SIGTERM')
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    },
  }
}

const signIn = async (url: string): Promise<{ refresh_token: string }> => {
  const body = JSON.stringify({ email: 'bob@example.com', password: 'bowline-knot-4' })
  const answer = await fetch(`${url}/identity/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return (await answer.json()) as { refresh_token: string }
}

test('the shop takes the next port if its own is taken, ends when told, and remembers who was signed in', {
  timeout: 120_000,
}, async () => {
  const first = await start('0')
  const port = new URL(first.url).port
  const second = await start(port)
  expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(port))
  const { refresh_token } = await signIn(second.url)
  expect(await first.end()).toBe(0)
  expect(await second.end()).toBe(0)
  const again = await start(port)
  const answer = await fetch(`${again.url}/identity/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
  expect(answer.status).toBe(200)
  expect(await again.end()).toBe(0)
})

test('a store that there is not is said in one line, with those there are', { timeout: 120_000 }, async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--store', 'mongodb://localhost'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(code).toBe(1)
  expect(said).toMatch(/^There is no session store "mongodb:"; .*redis:.*sealed:.*\n$/)
})
