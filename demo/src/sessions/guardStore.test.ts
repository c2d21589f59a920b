import { expect, test } from 'vitest'
import { guardStore } from './guardStore.ts'
import type { SessionStore } from './SessionStore.ts'
import { StoreUnavailable } from './StoreUnavailable.ts'

const store: SessionStore = {
  get: async (id) => ({ id }),
  set: () => new Promise<never>(() => undefined),
  delete: () => Promise.reject(new Error('ECONNREFUSED')),
  close: async () => undefined,
}
const isDown = (): boolean => false

test('what a store answers passes', async () => {
  expect(await guardStore(store, { isDown }).get('a')).toEqual({ id: 'a' })
})

test('a store that fails, or never answers, is said to be unavailable', async () => {
  const guarded = guardStore(store, { isDown, patience: 20 })
  await expect(guarded.delete('a')).rejects.toThrow(StoreUnavailable)
  await expect(guarded.set('a', {}, 1000)).rejects.toThrow(StoreUnavailable)
})

test('a store that is to be down is not asked', async () => {
  await expect(guardStore(store, { isDown: () => true }).get('a')).rejects.toThrow(StoreUnavailable)
})
