import { createRotatingServer, createWorld } from '@holdfast/testing'
import { expect, test } from 'vitest'
import { bearer } from '../source/bearer.ts'
import { createSession } from './createSession.ts'

test('a wipe between the sealing and the commit of a sign-in leaves a row that every tab can open (invariant 6)', async () => {
  const world = createWorld()
  const server = createRotatingServer(world)
  const open = () => createSession({ source: bearer({ url: server.url }), platform: world.openTab().platform })
  const rows = world.rows()
  let wipes = 0
  rows.watch(() => {
    if (wipes > 0 || !rows.keys().includes('!key')) return
    wipes += 1
    world.after(0.01, () => world.wipe())
  })
  const [first, second] = [open(), open()]
  await world.run(first.signIn({ user: 'ada', password: 'ada' }))
  await world.run(second.ready())
  await world.advance(1_000)
  expect(wipes).toBe(1)
  expect([first, second].map((session) => session.getSnapshot().user?.id)).toEqual(['ada', 'ada'])
})
