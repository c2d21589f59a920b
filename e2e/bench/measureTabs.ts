import { alice } from '../fixtures/accounts.ts'
import { askToken, expectAll } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import type { Measure } from './Measure.ts'
import { openBareTab, openSession } from './openBareTab.ts'

const count = 20

/** How many refreshes 20 tabs send that find one token expired. */
export const measureTabs: Measure = async (browser, shop) => {
  const context = await browser.newContext()
  const [first, ...others] = await Promise.all(Array.from({ length: count }, () => openBareTab(context, shop)))
  const tabs = [first!, ...others]
  await Promise.all(tabs.map((tab) => openSession(tab, { leeway: 0 })))
  await shop.change({ tokenLifetime: 2, answerDelay: 150 })
  await signIn(first!, alice)
  await shop.change({ tokenLifetime: 300 })
  await expectAll(tabs, alice.name)
  const old = await askToken(first!)
  await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(async (before) => {
        while ((await session.getAccessToken()) === before) await new Promise((resolve) => setTimeout(resolve, 10))
      }, old),
    ),
  )
  const { requests } = await shop.counts()
  await shop.change({ answerDelay: 0 })
  await context.close()
  return {
    what: `refreshes of ${count} tabs at an expiry`,
    ours: requests.refresh,
    bare: null,
    unit: 'requests',
    budget: 1,
  }
}
