import { createRotatingServer, createWorld } from '@holdfast/testing'
import { expect, test } from 'vitest'
import { bearer } from '../source/bearer.ts'
import { createSession } from './createSession.ts'

test('a sign-in right after a sign-out elsewhere, of which no news came yet, is not refused', async () => {
  const world = createWorld({ seed: 3 })
  const server = createRotatingServer(world, {})
  const open = (channel?: 'drops') => {
    const { platform } = world.openTab(channel ? { faults: { channel } } : {})
    return createSession({ source: bearer({ url: server.url }), platform })
  }
  const [here, elsewhere] = [open(), open('drops')]
  const input = { user: 'ada', password: 'ada' }
  await world.run(Promise.all([here.ready(), elsewhere.ready()]))
  await world.run(here.signIn(input))
  await world.advance(2_000)
  await world.run(elsewhere.signOut())
  await world.run(here.signIn(input))
  expect(here.getSnapshot().status).toBe('signed-in')
})
