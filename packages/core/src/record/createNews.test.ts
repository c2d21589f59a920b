import { createRotatingServer, createWorld } from '@holdfast/testing'
import { expect, test } from 'vitest'
import { createSession } from '../session/createSession.ts'
import { bearer } from '../source/bearer.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'

test('a message that overtakes the localStorage it tells of is not the last look (invariant 6)', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = createWorld({ seed })
    const server = createRotatingServer(world, {})
    const open = () => {
      const { platform } = world.openTab({ faults: { indexedDB: 'missing' } })
      return createSession({ source: bearer({ url: server.url }), platform, storage: inLocalStorage() })
    }
    const [one, other] = [open(), open()]
    await world.run(Promise.all([one.ready(), other.ready()]))
    await world.run(one.signIn({ user: 'ada', password: 'ada' }))
    await world.advance(1_000)
    expect(other.getSnapshot().status).toBe('signed-in')
  }
})
