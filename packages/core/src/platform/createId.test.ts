import { expect, test } from 'vitest'
import { createId } from './createId.ts'

test('an id is 128 random bits as text', () => {
  const filled = <T extends ArrayBufferView>(view: T): T => {
    new Uint8Array(view.buffer).set(Array.from({ length: 16 }, (_, index) => index * 16 + 1))
    return view
  }
  const crypto = { getRandomValues: filled, subtle: globalThis.crypto.subtle } as Crypto
  expect(createId({ crypto })).toBe('0111213141516171 8191a1b1c1d1e1f1'.replace(' ', ''))
})

test('no two ids are alike', () => {
  const ids = Array.from({ length: 1_000 }, () => createId(globalThis))
  expect(new Set(ids).size).toBe(1_000)
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true)
})
