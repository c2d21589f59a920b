import KeyvRedis, { createClient } from '@keyv/redis'
import type { KeyvStoreAdapter } from 'keyv'
import { clientLimit, withinLimit } from './withinLimit.ts'

/** Keeps sessions in Redis. */
export async function openRedis(url: URL): Promise<KeyvStoreAdapter> {
  const client = createClient({
    url: url.href,
    // What cannot be sent now is refused now, rather than kept until the server is back.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: clientLimit,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1000),
    },
  })
  const connect = (): void => void client.connect().catch(() => undefined)
  const settled = new Promise<void>((resolve) => {
    client.once('ready', resolve)
    // Without a listener it would end the process; the commands that fail say it all the same.
    client.on('error', () => resolve())
  })
  connect()
  await withinLimit(settled).catch(() => undefined)
  const store = new KeyvRedis(client, { throwOnErrors: true })
  const { get, set } = { get: store.get.bind(store), set: store.set.bind(store) }
  const remove = store.delete.bind(store)
  // A new connection may go another way.
  const reset = (): void => {
    if (client.isOpen) client.destroy()
    connect()
  }
  return Object.assign(store, {
    get: <Value>(key: string) => withinLimit(get<Value>(key), reset),
    set: (key: string, value: string, lifetimeMs?: number) => withinLimit(set(key, value, lifetimeMs), reset),
    delete: (key: string) => withinLimit(remove(key), reset),
    async disconnect() {
      if (client.isOpen) client.destroy()
    },
  }) as unknown as KeyvStoreAdapter
}
