import { expect, test } from 'vitest'
import { guardStore } from './guardStore.ts'
import type { SessionStore } from './SessionStore.ts'
import { StoreUnavailable } from './StoreUnavailable.ts'

const store: SessionStore = {
  get: async (id) => ({ id }),
  set: () => Promise.reject(new Error('nothing was heard')),
  delete: () => Promise.reject(new Error('ECONNREFUSED')),
  close: async () => undefined,
}

test('what a store answers passes', async () => {
  expect(await guardStore(store, () => false).get('a')).toEqual({ id: 'a' })
})

test('a store that fails is said to be unavailable, whatever went wrong', async () => {
  const guarded = guardStore(store, () => false)
  await expect(guarded.delete('a')).rejects.toThrow(StoreUnavailable)
  await expect(guarded.set('a', {}, 1000)).rejects.toThrow(StoreUnavailable)
})

test('a store that is to be down is not asked', async () => {
  await expect(guardStore(store, () => true).get('a')).rejects.toThrow(StoreUnavailable)
})
