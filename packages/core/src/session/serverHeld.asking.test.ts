import { describe, expect, test } from 'vitest'
import { openServerShop, type ServerPage, type ServerShop, stateOf } from '../../test/openServerShop.ts'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/** Opens a page for a visitor whom the server knows and this browser does not. */
async function openForgotten(shop: ServerShop): Promise<ServerPage> {
  const [page] = await shop.openSignedIn()
  for (const key of shop.world.rows().keys()) shop.world.rows().delete(key)
  return shop.reload(page as ServerPage)
}

/** Opens a page for a visitor of whom the row knows that nobody is signed in. */
async function openGuest(shop: ServerShop): Promise<ServerPage> {
  const page = shop.open()
  await shop.world.run(page.session.ready())
  return page
}

function watch(page: ServerPage): readonly string[] {
  const seen: string[] = []
  page.session.subscribe(() => seen.push(stateOf(page)))
  return seen
}

describe('while nobody has said yet who is signed in', () => {
  test('a guest is not idle, however long it takes (invariant 12)', async () => {
    const shop = openServerShop({ session: { idleTimeout: 30 * MINUTE } })
    const end = shop.world.fault({ fault: { answer: { status: 503 } }, times: 10_000 })
    const page = shop.open()
    page.session.start()
    await shop.world.advance(MINUTE)
    shop.world.sleep(DAY)
    await shop.world.advance(MINUTE)
    end()
    expect(await shop.world.run(page.session.ready({ timeout: MINUTE }))).toMatchObject({ reason: 'none' })
    expect(shop.server.count('sign-out')).toBe(0)
  })

  test('no limit runs for whoever is found in the end (invariant 12)', async () => {
    const shop = openServerShop({ session: { idleTimeout: 20 * MINUTE }, server: { lifetime: DAY } })
    const page = await openForgotten(shop)
    const end = shop.world.fault({ fault: { answer: { status: 503 } }, times: 10_000 })
    page.session.start()
    await shop.world.advance(19.5 * MINUTE)
    end()
    await shop.world.run(page.session.ready({ timeout: MINUTE }))
    await shop.world.advance(2 * MINUTE)
    expect(stateOf(page)).toBe('signed-in ann')
  })

  test('a storage that is full is no answer (invariant 11)', async () => {
    const shop = openServerShop()
    const page = await openForgotten(shop)
    page.tab.setFaults({ indexedDB: 'full' })
    expect(await shop.world.run(page.session.ready())).toMatchObject({ user: { id: 'ann' } })
  })

  test('a page that was rendered for nobody is not put back to loading by a tab that opens later', async () => {
    const shop = openServerShop()
    const page = shop.open()
    page.session.seed(null)
    await shop.world.run(page.session.ready())
    const seen = watch(page)
    await shop.world.run(shop.open().session.ready())
    await shop.world.advance(MINUTE)
    expect([...seen, shop.server.count('session')]).toEqual([0])
  })
})

describe('refresh() where nobody is signed in', () => {
  test('finds the same session in tabs that ask at once', async () => {
    const shop = openServerShop()
    const page = await openGuest(shop)
    const other = await openGuest(shop)
    const body = JSON.stringify({ user: 'ann', password: 'ann' })
    await shop.world.run(page.tab.platform.fetch('/auth/sign-in', { method: 'POST', body }))
    await shop.world.run(Promise.all([page.session.refresh(), other.session.refresh(), other.session.refresh()]))
    for (const { session } of [page, other])
      expect(session.getSnapshot()).toMatchObject({ user: { id: 'ann' }, error: null })
  })

  test('keeps to its deadline and its signal (invariant 7)', async () => {
    const shop = openServerShop()
    const page = await openGuest(shop)
    shop.world.fault({ fault: { lose: 'hang' }, url: '/session', times: 10 })
    const late = shop.world.settle(page.session.refresh({ timeout: 1_000 }), { limit: 1_500 })
    expect(await late).toMatchObject({ reason: { code: 'TIMEOUT' } })
    const controller = new AbortController()
    const asked = page.session.refresh({ signal: controller.signal })
    shop.world.after(100, () => controller.abort())
    expect(await shop.world.settle(asked, { limit: 500 })).toMatchObject({ reason: { name: 'AbortError' } })
  })
})
