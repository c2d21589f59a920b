import { wantedIn } from '@holdfast/cart/server'
import type { Page } from '@playwright/test'
import { type Amounts, amountsOf, createDevice, type Device } from '../fixtures/createDevice.ts'
import { eventually } from '../fixtures/eventually.ts'
import { expect, test } from '../fixtures/test.ts'

const rounds = 50
const products = ['mug', 'bell', 'kelp', 'compass']

/** A sequence that is the same in every run. */
function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What alice has at the server. */
async function serverHas(page: Page): Promise<Amounts> {
  const { cart } = await page.evaluate(async () => (await session.fetch('/cart?currency=EUR')).json())
  return Object.fromEntries(wantedIn(cart).map(({ product, quantity }) => [product, quantity]))
}

/** Takes everything to the server and back, whatever comes between. */
async function settle({ tabs }: Device): Promise<void> {
  const sync = (): Promise<string> => tabs[0]!.evaluate(() => cart.sync().then(() => 'done', String))
  await eventually(sync, 60_000).toBe('done')
}

const sorted = (amounts: Amounts): string => JSON.stringify(Object.entries(amounts).sort())

test(`two devices that are edited offline and come online in either order have the same cart as the server, nothing lost, ${rounds} times, though tabs die and requests come twice, late or without an answer`, async ({
  browser,
  shop,
}) => {
  test.setTimeout(600_000)
  const chance = createChance(7)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)] as T
  const devices: readonly Device[] = [
    await createDevice(browser, shop.url, chance),
    await createDevice(browser, shop.url, chance),
  ]
  /** What was added for certain, and what may have been, by tabs that died in the midst of it. */
  let sure: Record<string, number> = {}

  for (let round = 0; round < rounds; round++) {
    const maybe: Record<string, number> = {}
    await Promise.all(devices.map((device) => device.setOffline(true)))
    for (const device of devices) {
      for (let edit = 0; edit < 4; edit++) {
        const [tab, product, quantity] = [pick(device.tabs), pick(products), 1 + Math.floor(chance() * 3)]
        const count = chance() < 0.2 ? maybe : sure
        count[product] = (count[product] ?? 0) + quantity
        const added = tab.evaluate((item) => cart.add(item), { productId: product, quantity })
        if (count === sure) await added
        else await Promise.allSettled([added, tab.close()])
        if (tab.isClosed()) {
          device.tabs.splice(device.tabs.indexOf(tab), 1, await reopen(device))
        }
      }
    }
    const order = chance() < 0.5 ? devices : [...devices].reverse()
    for (const device of order) {
      await device.setOffline(false)
      await settle(device)
    }
    for (const device of order) await settle(device)
    const [one] = devices[0]!.tabs as [Page]
    const seen = await serverHas(one)
    for (const product of products) {
      const least = sure[product] ?? 0
      expect(seen[product] ?? 0, `${product} in round ${round}`).toBeGreaterThanOrEqual(least)
      expect(seen[product] ?? 0, `${product} in round ${round}`).toBeLessThanOrEqual(least + (maybe[product] ?? 0))
    }
    for (const tab of devices.flatMap(({ tabs }) => tabs))
      await eventually(async () => sorted(await amountsOf(tab))).toBe(sorted(seen))
    sure = { ...seen }
  }
  await Promise.all(devices.map((device) => device.close()))

  /** A page is not to be had offline: the network is back for as long as it loads. */
  async function reopen(device: Device): Promise<Page> {
    await device.setOffline(false)
    const page = await device.openTab()
    await device.setOffline(true)
    return page
  }
})
