import { expect, test } from 'vitest'
import type { Head } from './Head.ts'
import { mirroredUser, mirrorHead } from './mirrorHead.ts'
import { signedIn } from './signedIn.ts'
import { newHead } from './signedOut.ts'

const ann = { id: 'u1', name: 'Ann' }
const grant = { grantId: 'g1', userHash: 'h1', receivedAt: 1_000, lifetime: 60_000, isTaught: false }
const owed = [{ label: 's0/g0', secret: { tokens: { refreshToken: 'owed-canary' } }, isEverywhere: false }]
const clear = signedIn('s1', { ...grant, secret: { user: ann, tokens: { accessToken: 'canary' } } }, owed)
const sealed = signedIn('s1', { ...grant, secret: new Uint8Array([1, 2, 3]) }, owed)

test('a mirror holds the head and the user, never a token nor what is owed (invariant 9)', () => {
  const mirrored = mirrorHead(clear)
  expect(mirrored).toEqual({ ...clear, owed: [], secret: { user: ann } })
  expect(JSON.stringify(mirrored)).not.toContain('canary')
})

test('the user of a sealed grant stays sealed (invariant 9)', () => {
  expect(mirrorHead(sealed)).toEqual({ ...sealed, owed: [], secret: null })
})

test('a mirror shows the user of a live session, and nobody else', () => {
  expect(mirroredUser(mirrorHead(clear) as Head)).toEqual(ann)
  expect(mirroredUser(mirrorHead(sealed) as Head)).toBeUndefined()
  expect(mirroredUser({ ...(mirrorHead(clear) as Head), grantId: null })).toBeUndefined()
  expect(mirroredUser(newHead('s2', 1_000))).toBeUndefined()
  expect(mirroredUser(null)).toBeUndefined()
})
