import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { openSession } from '../fixtures/openSession.ts'
import { isRefreshToken, logName } from '../fixtures/openShop.ts'
import { askToken, expectAll, firstSignedOut, refresh } from '../fixtures/readSession.ts'
import { signIn, signInByForm } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

for (const isHeard of [true, false]) {
  const end = isHeard ? 'ends it at the server' : 'cannot be told to the server'
  test(`a sign-out that ${end} wins over a refresh in flight in another tab (invariant 3)`, async ({
    shop,
    openTabs,
  }) => {
    const [refreshing, leaving, ...others] = await openTabs(4)
    await signIn(refreshing, alice)
    await expectAll([refreshing, leaving, ...others], alice.name)
    await shop.change({
      answerDelay: 1_500,
      ...(!isHeard && { failures: { endpoint: 'revoke', kind: 'status', status: 503, count: 1 } }),
    })
    const refreshed = refresh(refreshing)
    await eventually(async () => (await shop.counts()).rotations).toBe(1)

    await leaving.evaluate(() => session.signOut())

    expect(await refreshed).toBe('SIGNED_OUT')
    const left = await firstSignedOut(leaving)
    expect(left?.reason).toBe('signed-out')
    for (const other of [refreshing, ...others]) {
      const told = await firstSignedOut(other)
      expect(told?.reason).toBe('elsewhere')
      expect((told?.at ?? 0) - (left?.at ?? 0), 'milliseconds until another tab shows it').toBeLessThan(1_000)
    }

    const late = shop.issued().filter(isRefreshToken).at(-1) ?? ''
    await eventually(shop.log).toContainEqual(
      expect.objectContaining({ what: isHeard ? 'revoke-ignored' : 'revoked', token: logName(late) }),
    )
    expect(await shop.tryRefresh(late)).toBe(400)
    expect((await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 0 })

    const [fresh] = await openTabs(1)
    await refreshing.reload()
    await openSession(refreshing)
    for (const tab of [fresh, refreshing, leaving, ...others]) {
      expect(await askToken(tab)).toBe('SIGNED_OUT')
      expect(await tab.evaluate(() => session.getSnapshot().status)).toBe('signed-out')
    }
    expect((await shop.counts()).requests.refresh, 'the late one, and the one of this test').toBe(2)
  })
}

test('a sign-out shows in the other tabs of the shop, which say that it was made elsewhere (invariants 3, 6)', async ({
  openShopTab,
}) => {
  const first = await openShopTab()
  await signInByForm(first, alice)
  const second = await openShopTab()

  await second.click('button', 'Sign out')

  await eventually(() => first.texts('form', 'Sign in')).toHaveLength(1)
  expect(await first.texts('status')).toContain('You signed out in another tab.')
  await eventually(() => second.texts('status')).toContain('You signed out.')
  for (const tab of [first, second]) {
    await tab.page.reload()
    await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
    expect(await tab.texts('button', 'Sign out')).toEqual([])
  }
})
