import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf } from '../../test/openServerShop.ts'

/** A shop whose every page load may be back from a sign-in, and some pages that `ann` is signed in on. */
async function openReturning(count?: number): Promise<[ServerShop, ServerPage[]]> {
  const shop = openServerShop({ source: { isReturning: () => true } })
  const pages = await shop.openSignedIn(count)
  await shop.world.advance(1_000)
  return [shop, pages]
}

function watch({ session }: ServerPage): readonly string[] {
  const heard: string[] = []
  for (const event of ['signed-in', 'signed-out', 'user-changed'] as const) session.on(event, () => heard.push(event))
  return heard
}

describe('a page load that may be back from a sign-in', () => {
  test('is no sign-in where the server knows the same user as before (invariants 13, 14)', async () => {
    const [shop, [page, other]] = await openReturning(2)
    const heard = watch(other as ServerPage)
    shop.world.fault({ fault: { delay: 2_000 }, url: '/orders' })
    const call = (other as ServerPage).session.fetch('/orders')
    await shop.world.advance(100)
    const back = shop.reload(page as ServerPage)
    const heardThere = watch(back)
    await shop.world.run(back.session.resume())
    expect((await shop.world.run(call)).status).toBe(200)
    expect([...heard, ...heardThere, stateOf(back)]).toEqual(['signed-in ann'])
  })

  test('shows nobody where the server knows nobody any more', async () => {
    const [shop, [page]] = await openReturning()
    shop.server.revoke('ann')
    const back = shop.reload(page as ServerPage)
    await shop.world.run(back.session.resume())
    expect(stateOf(back)).toBe('signed-out rejected')
  })

  test('asks once, also where the browser knows nothing (invariant 1)', async () => {
    const [shop, [page]] = await openReturning()
    for (const key of shop.world.rows().keys()) shop.world.rows().delete(key)
    const asked = shop.server.count('session')
    const back = shop.reload(page as ServerPage)
    await shop.world.run(back.session.resume())
    expect([stateOf(back), shop.server.count('session') - asked]).toEqual(['signed-in ann', 1])
  })
})
