import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../programs/freePort.ts'
import { createSessionStore } from './createSessionStore.ts'
import { SessionStoreError } from './SessionStoreError.ts'

/** A server that takes connections and never says a word. */
async function listenSilently(): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const servers = [
  ['redis', 'redis://:s3cr%2Ft@127.0.0.1'],
  ['memcached', 'memcached://127.0.0.1'],
  ['postgres', 'postgres://shop:s3cr%2Ft@127.0.0.1'],
  ['etcd', 'etcd://shop:s3cr%2Ft@127.0.0.1'],
] as const

for (const [name, uri] of servers) {
  for (const state of ['silent', 'not there'] as const) {
    test(`${name} that is ${state} is given up soon, and its error says which store it was and no password`, async () => {
      const store = await createSessionStore(`${uri}:${state === 'silent' ? await listenSilently() : await freePort()}`)
      onTestFinished(() => store.close())
      const start = performance.now()
      const asked = await Promise.allSettled([store.get('one'), store.set('one', {}, 1000), store.delete('one')])
      expect(performance.now() - start).toBeLessThan(5000)
      for (const answer of asked) {
        const { reason } = answer as PromiseRejectedResult
        expect(reason).toBeInstanceOf(SessionStoreError)
        expect(String(reason)).toMatch(`The session store ${name}://127.0.0.1:`)
        expect(String(reason.stack)).not.toMatch(/s3cr/)
      }
    })
  }
}

test.each(servers)('%s that is silent is let go of all the same', async (_, uri) => {
  const store = await createSessionStore(`${uri}:${await listenSilently()}`)
  const asked = store.get('one').catch(() => undefined)
  await expect(store.close()).resolves.toBeUndefined()
  await asked
})

test('a password in what a client says is blotted out, as it was written and as it is', () => {
  const url = new URL('redis://:s3cr%2Ft@db.example')
  const cause = new Error('cannot reach redis://:s3cr%2Ft@db.example with s3cr/t\nat …')
  const { message } = new SessionStoreError({ scheme: 'redis', shown: 'redis://db.example', file: '', url }, cause)
  expect(message).toBe('The session store redis://db.example failed: cannot reach redis://:…@db.example with ….')
})

test('a file that cannot be opened, and a sealed session, are refused at once', async () => {
  await expect(createSessionStore('sqlite:/dev/null/sessions.sqlite')).rejects.toThrow(/^The session store sqlite:/)
  await expect(createSessionStore('sealed:')).rejects.toThrow(/no store to open/)
})
