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
