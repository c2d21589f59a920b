import { createRotatingServer, createWorld } from '@holdfast/testing'
import { expect, test } from 'vitest'
import { createSession } from '../session/createSession.ts'
import { bearer } from '../source/bearer.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { createRecord } from './createRecord.ts'

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

test('an update is made, and resolves, though it cannot be told (invariant 11)', async () => {
  const world = createWorld()
  const tab = world.openTab()
  const record = createRecord({ name: 'count', initial: 0, platform: tab.platform })
  await world.run(record.ready())
  tab.setFaults({ channel: 'throws' })
  expect(await world.run(record.update((count) => count + 1))).toBe(1)
})

test('an update that commits as its page goes reaches the others within a second (invariant 6)', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = createWorld({ seed })
    const tabs = [world.openTab(), world.openTab()] as const
    const counts = tabs.map(({ platform }) => createRecord({ name: 'count', initial: 0, platform }))
    await world.run(Promise.all(counts.map((count) => count.ready())))
    counts[0]!.update((count) => count + 1).catch(() => {})
    world.after(world.random.between(0, 3), tabs[0].close)
    await world.advance(1_000)
    const row = world.rows().get('/count') as { readonly data: number } | undefined
    expect(counts[1]!.getSnapshot().value).toBe(row?.data ?? 0)
  }
})
