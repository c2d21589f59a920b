import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf } from '../../test/openServerShop.ts'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

async function openSignedIn(shop: ServerShop): Promise<ServerPage> {
  const [page] = await shop.openSignedIn()
  return page as ServerPage
}

/** Somebody uses the page for an hour. */
async function use({ world }: ServerShop, { tab }: ServerPage): Promise<void> {
  for (let minute = 0; minute < 60; minute++) {
    tab.input()
    await world.advance(MINUTE)
  }
}

describe('a clock that is set by a day', () => {
  test.each([-DAY, DAY])('%d ms ends nothing for those who use the page (invariant 12)', async (step) => {
    const shop = openServerShop()
    const page = await openSignedIn(shop)
    page.tab.input()
    await shop.world.advance(MINUTE)
    shop.world.stepClock(step)
    await use(shop, page)
    expect(stateOf(page)).toBe('signed-in ann')
    expect(shop.server.count('renew')).toBeLessThanOrEqual(8)
  })

  test.each([-DAY, DAY])('%d ms keeps nothing alive that nobody uses (invariant 12)', async (step) => {
    const shop = openServerShop()
    const page = await openSignedIn(shop)
    await shop.world.advance(MINUTE)
    page.tab.input()
    await shop.world.advance(10 * MINUTE)
    const renewals = shop.server.count('renew')
    shop.world.stepClock(step)
    await shop.world.advance(60 * MINUTE)
    expect([stateOf(page), shop.server.count('renew') - renewals]).toEqual(['signed-out rejected', 0])
  })
})

describe('a renewal for which there is no token against CSRF', () => {
  test.each<[string, () => Promise<string>]>([
    ['throws', () => Promise.reject(new Error('gone'))],
    ['hangs', () => new Promise(() => {})],
  ])('does not keep an end at the server from being noticed: its function %s', async (_, fail) => {
    let isBroken = false
    const token = (): string | Promise<string> => (isBroken ? fail() : 'token')
    const shop = openServerShop({ source: { csrf: { header: 'x-csrf-token', token } } })
    const page = await openSignedIn(shop)
    isBroken = true
    await shop.world.advance(MINUTE)
    page.tab.input()
    shop.server.revoke('ann')
    await shop.world.advance(40 * MINUTE)
    expect(stateOf(page)).toBe('signed-out rejected')
  })
})

test('a warning comes once, however often the server is asked when the end is', async () => {
  const shop = openServerShop()
  const page = await openSignedIn(shop)
  let warned = 0
  page.session.on('expiring', () => warned++)
  await shop.world.advance(29 * MINUTE + 10_000)
  for (let asked = 0; asked < 5; asked++) await shop.world.run(page.session.refresh())
  expect(warned).toBe(1)
  await shop.world.run(page.session.extend())
  await shop.world.advance(29 * MINUTE + 10_000)
  expect(warned).toBe(2)
})
