import { expect, test } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'

test('a sign-in and a sign-out hold though they cannot be told to the other tabs (invariants 3, 11)', async () => {
  const { world, open, reload } = openShop()
  const page = open()
  page.tab.setFaults({ channel: 'throws' })
  await world.run(page.session.signIn(ann))
  expect(page.session.getSnapshot()).toMatchObject({ status: 'signed-in', error: null })
  await world.run(page.session.signOut())
  const again = reload(page)
  expect(await world.run(again.session.ready())).toMatchObject({ status: 'signed-out' })
})

test('a sign-out holds though its channel closes under it (invariant 3)', async () => {
  const { world, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  page!.tab.setFaults({ channel: 'throws' })
  await world.run(page!.session.signOut())
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-out', error: null })
})
