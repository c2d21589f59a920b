import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CryptoKey } from 'jose'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Bearer } from './verifyAccessToken.ts'
import { createVerifyAccessToken } from './verifyAccessToken.ts'

const keys = await generateKeyPair('ES256')
const strangers = await generateKeyPair('ES256')
let fetches = 0
let isDown = false
const identity = createServer(async (_request, response) => {
  fetches += 1
  response.statusCode = isDown ? 500 : 200
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] }))
})
let issuer = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(identity.address() as AddressInfo).port}/identity`
})
afterAll(() => {
  identity.closeAllConnections()
  identity.close()
})

const now = (): number => Math.floor(Date.now() / 1000)
const sign = (
  claims: Record<string, unknown> = {},
  header = {},
  key: CryptoKey | Uint8Array = keys.privateKey,
): Promise<string> =>
  new SignJWT({
    sub: 'u',
    email: 'u@example.com',
    permissions: ['orders:read'],
    iss: issuer,
    aud: 'shop',
    jti: 'j',
    iat: now(),
    exp: now() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt', ...header })
    .sign(key)
const verify = (token: string): Promise<Bearer | null> => createVerifyAccessToken({ issuer, audience: 'shop' })(token)

test('a good token tells who bears it', async () => {
  expect(await verify(await sign({ iat: 1000.25 }))).toEqual({
    id: 'u',
    email: 'u@example.com',
    permissions: ['orders:read'],
    issuedAt: 1_000_250,
  })
})

test('the keys are fetched once', async () => {
  const verifying = createVerifyAccessToken({ issuer, audience: 'shop' })
  const before = fetches
  for (let times = 0; times < 3; times += 1) expect(await verifying(await sign())).not.toBeNull()
  expect(fetches - before).toBe(1)
})

const secret = new TextEncoder().encode('a secret of thirty-two bytes or so')
test.each<[string, () => Promise<string>]>([
  ['expired', () => sign({ exp: now() - 1 })],
  ['of another issuer', () => sign({ iss: 'https://elsewhere.example' })],
  ['for another audience', () => sign({ aud: 'bank' })],
  ['signed by a stranger', () => sign({}, {}, strangers.privateKey)],
  ['with an unknown key id', () => sign({}, { kid: 'other' })],
  ['with a symmetric algorithm', () => sign({}, { alg: 'HS256' }, secret)],
  ['of another type', () => sign({}, { typ: 'JWT' })],
  ['without an expiry', () => sign({ exp: undefined })],
  ['whose permissions are no list', () => sign({ permissions: 'orders:read' })],
  ['without a signature', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`],
  ['with algorithm none', async () => `${btoa('{"alg":"none","typ":"at+jwt"}')}.${(await sign()).split('.')[1]}.`],
  ['that is no token at all', async () => 'nonsense'],
])('a token %s does not hold', async (_what, make) => {
  expect(await verify(await make())).toBeNull()
})

test('it rejects where the keys are not to be had, for that says nothing about the token', async () => {
  const unreachable = createVerifyAccessToken({ issuer: 'http://127.0.0.1:1/identity', audience: 'shop' })
  await expect(unreachable(await sign())).rejects.toThrow()
  isDown = true
  onTestFinished(() => {
    isDown = false
  })
  await expect(verify(await sign())).rejects.toThrow()
})
