import { createSweep } from './createSweep.ts'
import type { Rows } from './Rows.ts'

/** Keeps rows in this process. */
export function openMemory(): Rows {
  const rows = new Map<string, { value: string; until: number }>()
  const sweep = createSweep(async () => {
    for (const [key, { until }] of rows) if (until < Date.now()) rows.delete(key)
  })
  return {
    get: async (key) => rows.get(key)?.value,
    async set(key, value, lifetimeMs) {
      sweep()
      rows.set(key, { value, until: Date.now() + lifetimeMs })
    },
    delete: async (key) => void rows.delete(key),
    close: async () => rows.clear(),
  }
}
