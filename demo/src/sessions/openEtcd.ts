import { noop } from 'cockatiel'
import { Etcd3 } from 'etcd3'
import type { Rows } from './Rows.ts'
import { clientLimit } from './withinLimit.ts'

/** Keeps rows in etcd, each under a lease as long as its lifetime. */
export function openEtcd(url: URL): Rows {
  const client = new Etcd3({
    hosts: `http://${url.hostname}:${url.port || 2379}`,
    ...(url.username !== '' && {
      auth: { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    }),
    defaultCallOptions: ({ isStream }) => (isStream ? {} : { deadline: Date.now() + clientLimit }),
    // Whoever asks decides whether to ask again.
    faultHandling: { global: noop, host: () => noop },
  })
  return {
    get: async (key) => (await client.get(key).string()) ?? undefined,
    async set(key, value, lifetimeMs) {
      const lease = client.lease(Math.ceil(lifetimeMs / 1000), { autoKeepAlive: false })
      await lease.put(key).value(value)
    },
    delete: async (key) => void (await client.delete().key(key)),
    close: async () => client.close(),
  }
}
