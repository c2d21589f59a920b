import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashUser } from './hashUser.ts'

const insecure = { crypto: { getRandomValues: crypto.getRandomValues, subtle: undefined } as unknown as Crypto }

test('a hash is the head of the SHA-256 of the id', async () => {
  expect(await hashUser(globalThis, 'abc')).toBe('ba7816bf8f01cfea414140de')
})

test.each([
  ['with a digest', globalThis],
  ['on an insecure origin, where there is none', insecure],
])('users keep the same name, and no two share one (invariant 13): %s', async (_, platform) => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(text, text, async (a, b) => {
      const hash = await hashUser(platform, a)
      expect(hash).toMatch(/^[0-9a-f]{24}$/)
      expect(await hashUser(platform, a)).toBe(hash)
      expect((await hashUser(platform, b)) === hash).toBe(a === b)
    }),
  )
})

test('ids that count upwards are kept apart on an insecure origin too (invariant 13)', async () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => `user-${index}`)
  const hashes = await Promise.all(ids.map((id) => hashUser(insecure, id)))
  expect(new Set(hashes).size).toBe(5_000)
})
