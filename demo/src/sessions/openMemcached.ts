import { MemcacheNode } from 'memcache'
import type { Rows } from './Rows.ts'
import { withinLimit } from './withinLimit.ts'

/** After which a connection that nobody uses is given up, in milliseconds. */
const idleLimit = 10 * 60_000

/** From here on memcached takes a lifetime in seconds for a point in time. */
const month = 30 * 24 * 60 * 60

function toExpiration(lifetimeMs: number): number {
  const seconds = Math.ceil(lifetimeMs / 1000)
  return seconds <= month ? seconds : Math.floor(Date.now() / 1000) + seconds
}

/** Keeps rows in memcached. By its node and not by its `Memcache`, whose `get` answers a failure as it does a miss. */
export function openMemcached(url: URL): Rows {
  if (url.username !== '' || url.password !== '') {
    throw new Error('A session store in "memcached:" takes no user name and no password.')
  }
  const node = new MemcacheNode(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || 11211), {
    timeout: idleLimit,
  })
  node.on('error', () => undefined)
  let connecting: Promise<void> | undefined
  let isClosed = false
  // A new connection may go another way.
  const reset = (): void => void node.disconnect()

  async function command<Answer>(line: string, options?: Parameters<MemcacheNode['command']>[1]): Promise<Answer> {
    if (isClosed) throw new Error('it is closed')
    if (!node.isConnected()) {
      connecting ??= withinLimit(node.reconnect(), reset).finally(() => {
        connecting = undefined
      })
      await connecting
    }
    return (await withinLimit(node.command(line, options), reset)) as Answer
  }

  return {
    async get(key) {
      const found = await command<{ values?: string[] } | undefined>(`get ${key}`, {
        isMultiline: true,
        requestedKeys: [key],
      })
      return found?.values?.[0]
    },
    async set(key, value, lifetimeMs) {
      const head = `set ${key} 0 ${toExpiration(lifetimeMs)} ${Buffer.byteLength(value)}`
      const answer = await command(`${head}\r\n${value}`)
      if (answer !== 'STORED') throw new Error('it did not store the session')
    },
    delete: async (key) => void (await command(`delete ${key}`)),
    async close() {
      isClosed = true
      await node.disconnect()
    },
  }
}
