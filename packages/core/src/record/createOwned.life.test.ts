import { describe, expect, test } from 'vitest'
import { countUses } from '../../test/countUses.ts'
import { ann, bob, openShop, type Page } from '../../test/openShop.ts'
import { createRecord } from './createRecord.ts'

type List = readonly string[]
const openList = ({ session, tab }: Page) =>
  createRecord<List>({ name: 'list', initial: [], owner: session, platform: tab.platform })
const add = (item: string) => (list: List) => [...list, item]

/** A signed-in page with a record in it, whose uses of the world are counted. */
async function openCounted() {
  const { world, join } = openShop()
  const real = world.openTab()
  const { platform, open } = countUses(real.platform)
  const page = join({ ...real, platform })
  await world.run(page.session.signIn(ann))
  return { world, page, list: openList(page), open }
}

describe('a record of a session that was stopped', () => {
  test('shows whoever is signed in once the session has started again (invariant 13)', async () => {
    const { world, openSignedIn } = openShop()
    const [page, other] = await openSignedIn(2)
    const list = openList(page!)
    list.subscribe(() => {})
    await world.run(list.update(add('of ann')))
    page!.session.stop()
    await world.run(other!.session.signIn(bob))
    page!.session.start()
    await world.until(() => page!.session.getSnapshot().user?.id === 'bob', { limit: 2_000 })
    await world.until(() => list.getSnapshot().status === 'ready' && !list.getSnapshot().value.length, { limit: 2_000 })
    await world.run(other!.session.signIn(ann))
    await world.until(() => list.getSnapshot().value[0] === 'of ann', { limit: 2_000 })
  })

  test('goes on though it was first listened to in between', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    page!.session.stop()
    const list = openList(page!)
    list.subscribe(() => {})
    page!.session.start()
    await world.until(() => list.getSnapshot().status === 'ready', { limit: 2_000 })
  })

  test('opens nothing, whoever listens (invariant 15)', async () => {
    const { world, page, list, open } = await openCounted()
    await world.run(list.update(add('mug')))
    page.session.stop()
    list.subscribe(() => {})()
    await world.advance(1_000)
    expect(open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
  })

  test('stays stopped if it was stopped itself (invariant 15)', async () => {
    const { world, page, list, open } = await openCounted()
    await world.run(list.ready())
    const { wakes } = open
    page.session.stop()
    list.stop()
    page.session.start()
    await world.advance(1_000)
    expect(open.wakes).toBe(wakes - 1)
  })

  test('rejects its calls with STOPPED until the session starts again', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    const list = openList(page!)
    await world.run(list.update(add('mug')))
    page!.session.stop()
    for (const call of [() => list.update(add('pen')), list.ready, list.remove])
      expect(await world.settle<unknown>(call())).toMatchObject({ status: 'rejected', reason: { code: 'STOPPED' } })
    page!.session.start()
    expect(await world.run(list.update(add('pen')))).toEqual(['mug', 'pen'])
  })
})
