import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { test } from '../fixtures/test.ts'

for (const storage of ['indexeddb', 'localstorage', 'sessionstorage', 'cookie']) {
  test(`the strip shows the generation of the session's row, which grows with every change: ${storage}`, async ({
    openShopTab,
    recorder,
  }) => {
    if (storage !== 'indexeddb') recorder.expectClearTokens()
    const { page, ...screen } = await openShopTab(`?storage=${storage}`)
    const generation = async () => Number(await screen.text('status', 'Generation'))
    await signInByForm(screen, alice)
    await eventually(generation).toBeGreaterThan(0)
    const before = await generation()

    await page.evaluate(() => globalThis.shop.session.refresh())

    await eventually(generation).toBeGreaterThan(before)
  })
}
