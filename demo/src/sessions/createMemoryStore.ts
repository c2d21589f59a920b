import type { SessionStore } from './SessionStore.ts'

/** Keeps sessions in this process, which takes them along when it ends. */
export function createMemoryStore(): SessionStore {
  const entries = new Map<string, { readonly data: string; readonly until: number }>()
  return {
    async get(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      if (entry.until > Date.now()) return JSON.parse(entry.data)
      entries.delete(id)
      return undefined
    },
    async set(id, data, lifetimeMs) {
      entries.set(id, { data: JSON.stringify(data), until: Date.now() + lifetimeMs })
    },
    async delete(id) {
      entries.delete(id)
    },
    async close() {
      entries.clear()
    },
  }
}
