import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { askToken, expectAll, refresh } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

/** How long the server takes, in milliseconds: longer than it takes to lose a tab. */
const delay = 2_000

const losses: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  closed: (page) => page.close(),
  async crashed(page) {
    const gone = page.waitForEvent('crash')
    const tools = await page.context().newCDPSession(page)
    // Never answered: who would answer is gone.
    void tools.send('Page.crash').catch(() => {})
    await gone
  },
}

for (const [loss, lose] of Object.entries(losses)) {
  test(`when the refreshing tab is ${loss}, another has a token within 1 s after the server answers it (invariants 2, 8)`, async ({
    shop,
    openTabs,
  }) => {
    const [refreshing, waiting] = await openTabs(2)
    await signIn(refreshing, alice)
    await expectAll([refreshing, waiting], alice.name)
    const old = await askToken(waiting)
    await shop.change({ rotation: 'strict', replay: true, delay })
    void refresh(refreshing).catch(() => {})
    await eventually(async () => (await shop.counts()).requests.refresh).toBe(1)
    const refreshed = waiting.evaluate(async () => {
      await session.refresh()
      return Date.now()
    })

    await lose(refreshing)
    const lostAt = Date.now()

    const refreshedAt = await refreshed
    const answered = (await shop.log()).find(({ what }) => what === 'replayed')
    expect(answered, 'the other tab asked, and got the answer that was lost').toBeDefined()
    expect(refreshedAt - (answered?.at ?? 0), 'milliseconds after the answer').toBeLessThan(1_000)
    expect(refreshedAt - lostAt, 'milliseconds after the loss').toBeLessThan(delay + 1_000)
    expect(await askToken(waiting)).not.toBe(old)
    const { rotations, reuseDetections } = await shop.counts()
    expect({ rotations, reuseDetections }).toEqual({ rotations: 1, reuseDetections: 0 })
  })
}

test('an answer lost after the rotation is recovered by replay, and nobody is signed out (invariants 2, 4)', async ({
  shop,
  openTabs,
}) => {
  await shop.change({ rotation: 'strict', replay: true })
  const tabs = await openTabs(2)
  await signIn(tabs[0], alice)
  await expectAll(tabs, alice.name)
  await shop.change({ failures: { endpoint: 'refresh', kind: 'drop-after', count: 1 } })

  expect(await Promise.all(tabs.map((tab) => refresh(tab)))).toEqual(['refreshed', 'refreshed'])

  const { rotations, replays, reuseDetections } = await shop.counts()
  expect({ rotations, replays, reuseDetections }).toEqual({ rotations: 1, replays: 1, reuseDetections: 0 })
  const shown = await tabs[0].evaluate(() => seen.slice(seen.findIndex(({ status }) => status === 'signed-in')))
  expect(shown.map(({ status }) => status)).not.toContain('signed-out')
})
