import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { findProgram } from '../programs/findProgram.ts'
import { createTestServer } from '../testing/createTestServer.ts'
import type { TestServer } from '../testing/TestServer.ts'
import { testServers } from '../testing/testServers.ts'
import { createSessionStore } from './createSessionStore.ts'
import { parseStoreUri } from './parseStoreUri.ts'
import type { SessionStore } from './SessionStore.ts'

const hour = 60 * 60_000
let folder = ''
let server: TestServer | undefined
let uri = ''
let store: SessionStore
let other: SessionStore

async function open(): Promise<void> {
  store = await createSessionStore(uri)
  // What memory holds, nobody else sees.
  other = uri === 'memory:' ? store : await createSessionStore(uri)
}

afterEach(() => vi.useRealTimers())

function conform(): void {
  test('gives anybody who has its URI what was set', async () => {
    await store.set('one', { user: 'alice', nested: { list: [1, null, 'x'] } }, hour)
    expect(await other.get('one')).toEqual({ user: 'alice', nested: { list: [1, null, 'x'] } })
    expect(await other.get('two')).toBeUndefined()
  })

  test('hands out copies', async () => {
    const data = { names: ['alice'] }
    await store.set('copied', data, hour)
    data.names.push('mallory')
    expect(await store.get('copied')).toEqual({ names: ['alice'] })
  })

  test('replaces everything that was there', async () => {
    await store.set('one', { user: 'alice', extra: true }, hour)
    await other.set('one', { user: 'bob' }, hour)
    expect(await store.get('one')).toEqual({ user: 'bob' })
  })

  test('deletes for everybody, also what is not there', async () => {
    await store.set('one', {}, hour)
    await other.delete('one')
    await other.delete('one')
    expect(await store.get('one')).toBeUndefined()
  })

  test('keeps what has 8 kB, and what has 200', async () => {
    for (const size of [8_000, 200_000]) {
      const data = { text: 'é'.repeat(size / 2) }
      await store.set('big', data, hour)
      expect(await other.get('big')).toEqual(data)
    }
  })

  const oddities = [
    '',
    'two words',
    'line\r\nget x',
    '../..',
    "'; DROP TABLE sessions; --",
    'ключ 🔑',
    '%',
    'x'.repeat(1000),
  ]
  test.each(oddities)('takes %j for an id and for a value', async (odd) => {
    const data = { [odd]: odd, nul: '\u0000', half: '\ud800', colon: `:${odd}`, base64: `:base64:${odd}` }
    await store.set(odd, data, hour)
    expect(await other.get(odd)).toEqual(data)
    expect(await other.get(`${odd} `)).toBeUndefined()
  })

  test('mixes nothing up when many write and read at once', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `user ${n}`)
    await Promise.all(ids.map((id, n) => (n % 2 ? store : other).set(id, { id }, hour)))
    const found = await Promise.all(ids.map((id, n) => (n % 2 ? other : store).get(id)))
    expect(found).toEqual(ids.map((id) => ({ id })))
  })

  test('ends a lifetime to the millisecond, also a shorter one that replaced it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const start = Date.now()
    await store.set('brief', {}, hour)
    await store.set('brief', {}, 1500)
    vi.setSystemTime(start + 1500)
    expect(await other.get('brief')).toEqual({})
    vi.setSystemTime(start + 1501)
    expect(await other.get('brief')).toBeUndefined()
    await store.set('none', {}, 0)
    expect(await other.get('none')).toBeUndefined()
  })

  test('forgets an ended one by itself, though nobody asks for it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const start = Date.now()
    await store.set('left behind', {}, 1000)
    vi.setSystemTime(start + 120_000)
    await store.set('by the way', {}, hour)
    // Back where its own deadline does not hide it; a poll moves the clock.
    const isLeft = async (): Promise<boolean> => {
      vi.setSystemTime(start)
      return (await other.get('left behind')) !== undefined
    }
    await expect.poll(isLeft).toBe(false)
    expect(await other.get('by the way')).toEqual({})
  })

  test('refuses what it is asked once closed', async () => {
    const closed = await createSessionStore(uri)
    await closed.close()
    await closed.close()
    await expect(closed.get('one')).rejects.toThrow(/failed: it is closed\.$/)
  })
}

describe.each(['memory:', 'sqlite:'])('a session store in %s', (scheme) => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shop-'))
    uri = scheme === 'sqlite:' ? `sqlite:${folder}/new/sessions.sqlite` : scheme
    await open()
  })
  afterAll(async () => {
    await Promise.all([store.close(), other.close()])
    await rm(folder, { recursive: true })
  })
  conform()
})

const kinds = Object.values(testServers).map((kind) => {
  const isMissing = findProgram(kind.program) === undefined
  return {
    ...kind,
    isMissing,
    name: isMissing ? `${kind.name} (skipped: ${kind.program} is not installed)` : kind.name,
  }
})

for (const kind of kinds) {
  describe.skipIf(kind.isMissing)(`a session store in ${kind.name}`, () => {
    beforeAll(async () => {
      server = await createTestServer(kind)
      uri = server.uri
      await open()
    })
    afterAll(async () => {
      await Promise.all([store.close(), other.close(), server?.close()])
    })
    conform()

    test('refuses while its server is stopped, and goes on when it is back', async () => {
      await store.set('kept', { user: 'alice' }, hour)
      const underWay = Promise.allSettled(Array.from({ length: 50 }, () => store.get('kept')))
      await server?.stop()
      await underWay
      const start = performance.now()
      await expect(store.get('kept')).rejects.toThrow(`The session store ${parseStoreUri(uri).shown} failed: `)
      await expect(store.set('kept', {}, hour)).rejects.toThrow()
      await expect(store.delete('kept')).rejects.toThrow()
      const late = await createSessionStore(uri)
      await expect(late.get('kept')).rejects.toThrow()
      expect(performance.now() - start).toBeLessThan(4 * 4000)
      await server?.start()
      for (const each of [store, other, late]) {
        const set = (): Promise<string> => each.set('new', { user: 'bob' }, hour).then(() => 'set', String)
        await expect.poll(set, { timeout: 4000 }).toBe('set')
        expect(await each.get('new')).toEqual({ user: 'bob' })
      }
      if (kind.program !== 'memcached') expect(await store.get('kept')).toEqual({ user: 'alice' })
      await late.close()
    })

    // A frozen postmaster takes no new connections, while those it made go on.
    if (kind.program === 'postgres') return
    test('gives a frozen server up soon, and goes on when it thaws', async () => {
      await store.set('kept', { user: 'alice' }, hour)
      const pid = server?.pid() ?? 0
      process.kill(pid, 'SIGSTOP')
      const ask = async (): Promise<readonly [string, boolean]> => {
        const start = performance.now()
        const outcome = await store.get('kept').then(
          () => 'answered',
          () => 'refused',
        )
        return [outcome, performance.now() - start < 4000]
      }
      // It may answer once more before it has stopped.
      await expect.poll(ask).toEqual(['refused', true])
      process.kill(pid, 'SIGCONT')
      await expect.poll(() => store.get('kept').catch(String)).toEqual({ user: 'alice' })
    })
  })
}
