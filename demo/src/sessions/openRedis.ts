import KeyvRedis, { createClient } from '@keyv/redis'
import type { KeyvStoreAdapter } from 'keyv'
import { storeLimit, withinLimit } from './withinLimit.ts'

/** Keeps sessions in Redis. */
export async function openRedis(url: URL): Promise<KeyvStoreAdapter> {
  const client = createClient({
    url: url.href,
    // What cannot be sent now is refused now, rather than kept until the server is back.
    disableOfflineQueue: true,
    // A connection on which nothing is heard, pings included, is given up for a new one.
    pingInterval: storeLimit / 2,
    socket: {
      connectTimeout: storeLimit,
      socketTimeout: 2 * storeLimit,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1000),
    },
  })
  const settled = new Promise<void>((resolve) => {
    client.once('ready', resolve)
    // Without a listener it would end the process; the commands that fail say it all the same.
    client.on('error', () => resolve())
  })
  client.connect().catch(() => undefined)
  await withinLimit(settled).catch(() => undefined)
  const store = new KeyvRedis(client, { throwOnErrors: true })
  store.disconnect = async () => {
    if (client.isOpen) client.destroy()
  }
  return store as unknown as KeyvStoreAdapter
}
