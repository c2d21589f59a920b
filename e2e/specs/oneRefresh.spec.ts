import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import type { Keeping } from '../fixtures/openSession.ts'
import { expectAll, refresh } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import type { Fixtures } from '../fixtures/test.ts'
import { expect, test } from '../fixtures/test.ts'

interface Plan {
  readonly count: number
  readonly expiries: number
  readonly keeping: Keeping
}

declare global {
  /** The ends of the tokens that `askAllTheTime` was given, the oldest first. */
  var came: string[]
  /** Asks for no more; resolves with how orders take the last token. */
  var endAsking: () => Promise<number>
}

/** How long a token holds where it is to expire, in seconds. */
const lifetime = 2

/** Asks all the time for tokens, until `endAsking()`; resolves once the first is there. */
async function askAllTheTime(page: Page): Promise<void> {
  await page.evaluate(async () => {
    let isOver = false
    const ask = async (): Promise<void> => {
      const token = (await session.getAccessToken()).slice(-12)
      if (token !== came.at(-1)) came.push(token)
    }
    const goOn = async (): Promise<void> => {
      while (!isOver) {
        await new Promise((resolve) => setTimeout(resolve, 10))
        await ask()
      }
    }
    globalThis.came = []
    await ask()
    const asking = goOn()
    globalThis.endAsking = async () => {
      isOver = true
      await asking
      const { status } = await session.fetch('/orders')
      session.stop()
      return status
    }
  })
}

async function expectOneRefresh({ shop, openTabs }: Pick<Fixtures, 'shop' | 'openTabs'>, plan: Plan): Promise<void> {
  const { count, expiries, keeping } = plan
  await shop.change({ rotation: 'strict', replay: false, answerDelay: 150 })
  const tabs = await openTabs(count, { ...keeping, leeway: 0 })
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)
  const rotations = async () => (await shop.counts()).rotations

  // The token of the sign-in, then one that is asked for by hand, then one after each expiry; the last of them holds.
  await Promise.all(tabs.map(askAllTheTime))
  await shop.change({ tokenLifetime: lifetime })
  await refresh(tabs[0])
  await eventually(rotations, expiries * (lifetime + 3) * 1_000).toBe(expiries)
  await shop.change({ tokenLifetime: 300 })
  const tokens = () => Promise.all(tabs.map((tab) => tab.evaluate(() => came)))
  const lengths = async () => (await tokens()).map(({ length }) => length)
  await eventually(rotations).toBe(1 + expiries)
  await eventually(lengths, 5_000).toEqual(tabs.map(() => 2 + expiries))
  const statuses = await Promise.all(tabs.map((tab) => tab.evaluate(() => endAsking())))

  const { requests, reuseDetections, refusedRefreshes } = await shop.counts()
  expect({ rotations: await rotations(), requests: requests.refresh, reuseDetections, refusedRefreshes }).toEqual({
    rotations: 1 + expiries,
    requests: 1 + expiries,
    reuseDetections: 0,
    refusedRefreshes: 0,
  })
  const rotated = (await shop.log()).filter(({ what }) => what === 'rotated')
  expect(new Set(rotated.map(({ token }) => token)).size, 'each expiry spends another token').toBe(1 + expiries)
  const gaps = rotated.slice(1).map(({ at }, index) => at - (rotated[index]?.at ?? 0))
  expect(Math.min(...gaps), 'milliseconds that a token was used').toBeGreaterThanOrEqual(lifetime * 1_000)
  expect(statuses).toEqual(tabs.map(() => 200))
  const [all = []] = await tokens()
  expect(await tokens(), 'every tab was given every token').toEqual(tabs.map(() => all))
  expect(all).toHaveLength(2 + expiries)
}

const storages: readonly (readonly [string, Keeping])[] = [
  ['IndexedDB, encrypted', {}],
  ['localStorage', { storage: 'localstorage' }],
  ['a cookie', { storage: 'cookie' }],
]

for (const [where, keeping] of storages) {
  for (const count of [10, 20]) {
    test(`${count} tabs that ask at once at each of 5 expiries send one refresh an expiry, and all live on: ${where} (invariants 1, 2)`, async ({
      shop,
      openTabs,
      recorder,
    }) => {
      if (keeping.storage) recorder.expectClearTokens()
      await expectOneRefresh({ shop, openTabs }, { count, expiries: 5, keeping })
    })
  }
}

test('where there are no Web Locks, the claim in the row alone makes it one refresh an expiry (invariants 1, 8)', async ({
  context,
  shop,
  openTabs,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
  })
  await expectOneRefresh({ shop, openTabs }, { count: 10, expiries: 2, keeping: {} })
})
