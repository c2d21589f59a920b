import { describe, expect, test, vi } from 'vitest'
import { ann, openShop, type Page, type Shop } from '../../test/openShop.ts'
import { inIndexedDb } from '../storage/inIndexedDb.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const idle = { session: { idleTimeout: 30 * MINUTE, warnBefore: MINUTE } }

/** Lets time pass while somebody is active in a tab every five minutes. */
async function useFor({ world }: Shop, { tab }: Page, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5 * MINUTE) {
    tab.input()
    await world.advance(5 * MINUTE)
  }
}
const stateOf = ({ session }: Page): string => {
  const { status, reason } = session.getSnapshot()
  return `${status} ${reason}`
}

describe('the idle limit', () => {
  test('ends the session in every tab after so long without input, and revokes it', async () => {
    const shop = openShop(idle)
    const pages = await shop.openSignedIn(3)
    await shop.world.advance(29 * MINUTE)
    expect(pages.map(stateOf)).toEqual(Array.from({ length: 3 }, () => 'signed-in null'))
    await shop.world.advance(MINUTE + 1_000)
    expect(pages.map(stateOf)).toEqual(Array.from({ length: 3 }, () => 'signed-out idle'))
    expect(shop.identity.countAlive()).toBe(0)
  })

  test('counts the activity in every tab for all; refreshes and timers are none', async () => {
    const shop = openShop(idle)
    const pages = await shop.openSignedIn(3)
    await useFor(shop, pages[1]!, 2 * HOUR)
    expect(shop.identity.refreshes).toBeGreaterThan(10)
    expect(pages.map(stateOf)).toEqual(Array.from({ length: 3 }, () => 'signed-in null'))
    await shop.world.advance(31 * MINUTE)
    expect(pages.map(stateOf)).toEqual(Array.from({ length: 3 }, () => 'signed-out idle'))
  })

  test('activity is written seldom, and at once when the end is near', async () => {
    const shop = openShop(idle)
    const [page] = await shop.openSignedIn()
    const activeAt = (): number =>
      (shop.world.rows().get('session:%2Fauth') as { data: { activeAt: number } }).data.activeAt
    const seen = new Set<number>()
    for (let second = 0; second < 300; second++) {
      page!.tab.input()
      await shop.world.advance(1_000)
      seen.add(activeAt())
    }
    expect(seen.size).toBeLessThanOrEqual(12)
    await shop.world.advance(29 * MINUTE + 10_000)
    expect(page!.session.expiry.getSnapshot().isExpiring).toBe(true)
    page!.tab.input()
    await shop.world.advance(50)
    expect(activeAt()).toBeGreaterThan(shop.world.trueTime() - 100)
    expect(page!.session.expiry.getSnapshot().isExpiring).toBe(false)
  })

  test('that is short is answered at once by input, once it warns', async () => {
    const shop = openShop({ session: { idleTimeout: 60_000, warnBefore: 58_000 } })
    const pages = await shop.openSignedIn(2)
    await shop.world.advance(4_000)
    pages[0]!.tab.input()
    await shop.world.advance(100)
    for (const { session } of pages)
      expect(session.expiry.getSnapshot().endsAt).toBeGreaterThan(shop.world.trueTime() + 59_000)
  })

  test('is judged again inside the ending transaction: activity in another tab wins (invariant 12)', async () => {
    const shop = openShop(idle)
    const [active, lazy] = await shop.openSignedIn(2)
    for (const { tab } of [active!, lazy!]) tab.setFaults({ channel: 'drops' })
    lazy!.tab.freeze()
    await useFor(shop, active!, HOUR)
    lazy!.tab.resume()
    await shop.world.advance(1_000)
    expect([active!, lazy!].map(stateOf)).toEqual(['signed-in null', 'signed-in null'])
  })

  test('is judged by what the transaction finds, not by what was read before it (invariant 12)', async () => {
    let isRaced = false
    const shop = openShop({
      ...idle,
      storage: () => ({
        kind: 'raced',
        open(options) {
          const access = inIndexedDb().open(options)
          return {
            ...access,
            commit(change, how) {
              const row = shop.world.rows().get('session:%2Fauth') as { data: object }
              if (isRaced)
                shop.world
                  .rows()
                  .put('session:%2Fauth', { ...row, data: { ...row.data, activeAt: shop.world.trueTime() } })
              return access.commit(change, how)
            },
          }
        },
      }),
    })
    const [page] = await shop.openSignedIn()
    isRaced = true
    shop.world.sleep(HOUR)
    expect(await shop.world.run(page!.session.fetch('/me').then(({ status }) => status))).toBe(200)
    expect(stateOf(page!)).toBe('signed-in null')
  })

  test('input after the end does not bring the session back (invariant 3)', async () => {
    const shop = openShop(idle)
    const [page] = await shop.openSignedIn()
    shop.world.sleep(HOUR)
    page!.tab.input()
    await shop.world.advance(1_000)
    expect(stateOf(page!)).toBe('signed-out idle')
  })

  test('counts a sleep: a laptop that wakes after 8 hours is signed out before anything is sent (invariant 12)', async () => {
    const shop = openShop(idle)
    const [page] = await shop.openSignedIn()
    shop.world.sleep(8 * HOUR)
    const asked = shop.world.requests.length
    await expect(shop.world.run(page!.session.getAccessToken())).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect(shop.world.requests.slice(asked).map(({ url }) => url)).not.toContain(`${shop.world.origin}/auth/refresh`)
    expect(stateOf(page!)).toBe('signed-out idle')
  })

  test('is found at the start of the next page, which never shows who it was', async () => {
    const shop = openShop(idle)
    const [page] = await shop.openSignedIn()
    page!.tab.close()
    await shop.world.advance(HOUR)
    const { session } = shop.open()
    const shown = vi.fn()
    session.subscribe(() => shown(session.getSnapshot().user))
    expect(await shop.world.run(session.ready())).toMatchObject({ status: 'signed-out', reason: 'idle' })
    expect(shown).not.toHaveBeenCalledWith(expect.objectContaining({ id: 'ann' }))
  })
})

describe('the maximum age', () => {
  test('ends the session so long after the sign-in, whatever the activity, through refreshes', async () => {
    const shop = openShop({ session: { maxAge: 2 * HOUR } })
    const pages = await shop.openSignedIn(2)
    await useFor(shop, pages[0]!, 115 * MINUTE)
    expect(pages.map(stateOf)).toEqual(['signed-in null', 'signed-in null'])
    await useFor(shop, pages[0]!, 6 * MINUTE)
    expect(pages.map(stateOf)).toEqual(['signed-out max-age', 'signed-out max-age'])
    expect(shop.identity.countAlive()).toBe(0)
  })

  test('begins anew with the next sign-in', async () => {
    const shop = openShop({ session: { maxAge: HOUR } })
    const [page] = await shop.openSignedIn()
    await shop.world.advance(61 * MINUTE)
    await shop.world.run(page!.session.signIn(ann))
    await shop.world.advance(59 * MINUTE)
    expect(stateOf(page!)).toBe('signed-in null')
  })
})

describe('the warning', () => {
  test('comes once per approach, in every tab, and extend() in one answers it in all', async () => {
    const shop = openShop(idle)
    const pages = await shop.openSignedIn(2)
    const warned: unknown[] = []
    for (const { session } of pages) session.on('expiring', (detail) => warned.push(detail))
    const endsAt = pages[0]!.session.expiry.getSnapshot().endsAt as number
    await shop.world.advance(29 * MINUTE + 30_000)
    expect(warned).toEqual([
      { endsAt, cause: 'idle' },
      { endsAt, cause: 'idle' },
    ])
    await shop.world.run(pages[1]!.session.extend())
    await shop.world.advance(100)
    for (const { session } of pages) {
      expect(session.expiry.getSnapshot()).toMatchObject({ cause: 'idle', isExpiring: false })
      expect(session.expiry.getSnapshot().endsAt).toBeGreaterThan(endsAt)
    }
    await shop.world.advance(29 * MINUTE + 30_000)
    expect(warned).toHaveLength(4)
    expect(pages.map(stateOf)).toEqual(['signed-in null', 'signed-in null'])
  })

  test('does not disturb the snapshot, and its value keeps its identity (invariant 14)', async () => {
    const shop = openShop(idle)
    const [page] = await shop.openSignedIn()
    const { session } = page!
    await shop.world.advance(1_000)
    const [snapshot, expiry] = [session.getSnapshot(), session.expiry.getSnapshot()]
    page!.tab.focus()
    await shop.world.advance(1_000)
    expect(session.expiry.getSnapshot()).toBe(expiry)
    await shop.world.run(session.extend())
    expect(session.getSnapshot()).toBe(snapshot)
    expect(session.expiry.getSnapshot()).not.toBe(expiry)
  })

  test('there is none without limits', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    await world.advance(DAY)
    expect(page!.session.expiry.getSnapshot()).toEqual({ endsAt: null, cause: null, isExpiring: false })
    expect(page!.session.getSnapshot().status).toBe('signed-in')
  })
})
