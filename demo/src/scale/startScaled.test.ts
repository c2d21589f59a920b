import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { demoAccounts } from '../identity/demoAccounts.ts'
import { findProgram } from '../programs/findProgram.ts'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { cartPath, opsOf, piecesIn } from '../testing/opsOf.ts'
import type { ScaledOptions } from './ScaledOptions.ts'
import type { ScaledShop } from './startScaled.ts'
import { startScaled } from './startScaled.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'))
})
afterAll(() => rm(folder, { recursive: true }))

const optionsFor = (some: Partial<ScaledOptions>): ScaledOptions => ({
  instances: 3,
  routing: 'round-robin',
  store: `sqlite:${folder}/sessions.sqlite`,
  database: `${folder}/shop.sqlite`,
  host: '127.0.0.1',
  port: 0,
  ...some,
})
async function open(some: Partial<ScaledOptions>): Promise<ScaledShop> {
  const shop = await startScaled(optionsFor(some))
  onTestFinished(() => shop.close())
  return shop
}
const visitor = ({ url }: ScaledShop): Visitor => createVisitor(() => url)
const instanceOf = async (browser: Visitor, path = '/identity/session'): Promise<string | null> =>
  (await browser.get(path)).headers.get('x-shop-instance')

test.each([
  ['memory, unless a visitor stays with an instance', { store: 'memory:' }, /--routing sticky/],
  ['a database in memory', { database: ':memory:' }, /name a file/],
])('instances cannot share %s', async (_what, some, message) => {
  await expect(startScaled(optionsFor(some))).rejects.toThrow(message)
})

const isMissing = findProgram('nginx') === undefined
describe.skipIf(isMissing)(`a shop of three instances${isMissing ? ' (skipped: nginx is not installed)' : ''}`, () => {
  test('serves a visitor by each in turn, follows the switches in all, and goes on without one', {
    timeout: 120_000,
  }, async () => {
    const shop = await open({})
    const browser = visitor(shop)
    expect((await browser.signIn()).status).toBe(200)
    await browser.send('POST', '/cart/ops', opsOf({ mug: 2 }))
    const seen = [await instanceOf(browser), await instanceOf(browser), await instanceOf(browser)]
    expect(seen.toSorted()).toEqual(['1', '2', '3'])

    await browser.send('PUT', '/control/settings', { storeDown: true }, {})
    for (const _ of shop.instances) expect((await browser.get('/identity/session')).status).toBe(503)
    await browser.send('PUT', '/control/settings', { storeDown: false }, {})
    const { body } = await browser.get('/control/counters')
    expect([body.requests.cart, body.signIns]).toEqual([1, 1])

    process.kill(shop.instances[1]?.pid ?? 0, 'SIGKILL')
    for (const _ of [...shop.instances, ...shop.instances]) {
      expect(piecesIn((await browser.get(cartPath)).body)).toEqual({ mug: 2 })
      expect((await browser.send('POST', '/cart/ops', opsOf({ mug: 2 }))).status).toBe(200)
    }
    await shop.instances[1]?.stop()
    expect((await browser.send('PUT', '/control/settings', { sessionLifetime: 60 }, {})).status).toBe(200)
    expect((await browser.send('POST', '/identity/session/renew')).body.secondsLeft).toBeLessThanOrEqual(60)

    const { email, password } = demoAccounts[0] ?? {}
    const tokens = (await browser.send('POST', '/identity/sign-in', { email, password }, {})).body
    const bearer = { authorization: `Bearer ${tokens.access_token}` }
    expect((await browser.get('/orders', bearer)).status).toBe(200)
    await browser.send('POST', '/control/expire', {}, {})
    for (const _ of shop.instances) expect((await browser.get('/orders', bearer)).status).toBe(401)
    await browser.send('POST', '/control/reset', {}, {})
    for (const _ of shop.instances) expect((await browser.signIn()).body.secondsLeft).toBeGreaterThan(60)
  })

  test('keeps a visitor with one for all services where it is sticky, from the very first request', {
    timeout: 120_000,
  }, async () => {
    const shop = await open({ routing: 'sticky', store: 'memory:' })
    const browsers = Array.from({ length: 8 }, () => visitor(shop))
    const homes = await Promise.all(browsers.map((browser) => instanceOf(browser)))
    expect(new Set(homes).size).toBeGreaterThan(1)
    for (const [index, browser] of browsers.entries()) {
      await browser.signIn('bob')
      const paths = ['/identity/session', '/catalogue', cartPath, '/orders']
      const served = await Promise.all(paths.map((path) => instanceOf(browser, path)))
      expect(new Set(served)).toEqual(new Set([homes[index]]))
      expect((await browser.get('/orders')).status).toBe(200)
    }
  })

  test('serves a sealed session by any, and cannot take back a copy of it', { timeout: 120_000 }, async () => {
    const shop = await open({ store: 'sealed:' })
    const browser = visitor(shop)
    await browser.signIn()
    for (const _ of shop.instances) expect((await browser.get('/orders')).status).toBe(200)
    const thief = browser.copy()
    expect((await browser.send('POST', '/identity/session/sign-out', { everywhere: true })).status).toBe(204)
    for (const _ of shop.instances) {
      expect((await browser.get('/identity/session')).status).toBe(401)
      expect((await thief.get('/orders')).status).toBe(200)
    }
  })
})
