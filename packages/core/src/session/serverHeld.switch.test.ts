import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, statesOf } from '../../test/openServerShop.ts'

const users = { ann: { user: 'ann', password: 'ann' }, bob: { user: 'bob', password: 'bob' } }

describe('users of one cookie are not mixed (invariant 13)', () => {
  test('after a sign-in that came through and could not be confirmed, the server is asked', async () => {
    const shop = openServerShop()
    const pages = await shop.openSignedIn(2)
    shop.world.fault({ fault: { answer: { status: 503 } }, url: '/session' })
    const failed = await shop.world.settle((pages[0] as ServerPage).session.signIn(users.bob))
    expect(failed).toMatchObject({ reason: { code: 'SERVER_UNAVAILABLE' } })
    await shop.world.until(() => statesOf(pages).join() === 'signed-in bob')
  })

  test("a guest's request that waits for its token does not leave as the one who has signed in since", async () => {
    let hold: Promise<void> | undefined
    let letGo = (): void => {}
    const token = async (): Promise<string> => {
      await hold
      return 'token'
    }
    const shop = openServerShop({ source: { csrf: { header: 'x-csrf-token', token } } })
    const page = shop.open()
    await shop.world.run(page.session.ready())
    hold = new Promise((resolve) => {
      letGo = resolve
    })
    const call = page.session.fetch('/basket', { method: 'PUT' }).catch(({ name }) => name)
    await shop.world.advance(100)
    hold = undefined
    await shop.world.run(page.session.signIn(users.ann))
    letGo()
    expect(await shop.world.run(call)).toBe('AbortError')
    expect(shop.server.count('basket')).toBe(0)
  })
})

test('a sign-in that another tab finds by the cookie before it is confirmed comes through', async () => {
  for (let delay = 0; delay < 200; delay += 20) {
    const shop = openServerShop()
    const [page, other] = [shop.open(), shop.open()]
    await shop.world.run(Promise.all([page.session.ready(), other.session.ready()]))
    const signIn = page.session.signIn(users.ann)
    shop.world.after(delay, () => void other.session.refresh().catch(() => {}))
    await shop.world.run(signIn)
    expect(page.session.getSnapshot()).toMatchObject({ user: { id: 'ann' }, error: null })
  }
})
