import { expect, test } from 'vitest'
import { createWorld } from '../world/createWorld.ts'
import type { World } from '../world/World.ts'
import { watchRow } from './watchRow.ts'

const write = (world: World, generation: number, sessionId: string, claim: object | null = null): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = world.openTab().platform.indexedDB!.open('holdfast', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('rows', 'readwrite')
      const data = { sessionId, grantId: `${sessionId}-grant`, userHash: null, reason: null, claim }
      transaction.objectStore('rows').put({ generation, version: 1, data }, 'session')
      transaction.oncomplete = () => resolve()
    }
  })

const watch = (world: World) => {
  const broken: number[] = []
  let switches = 0
  let claims = 0
  const row = watchRow(world, 'session', (invariant) => broken.push(invariant), {
    switched: () => switches++,
    claimed: () => claims++,
  })
  return { broken, row, getSwitches: () => switches, getClaims: () => claims }
}

test('a session that follows another, and a wipe between them, are as it should be', async () => {
  const world = createWorld()
  const { broken, row, getSwitches } = watch(world)
  await world.run(write(world, 1, 's1'))
  await world.run(write(world, 2, 's1'))
  world.wipe()
  await world.run(write(world, 1, 's2'))
  expect(row.chain.map(({ sessionId }) => sessionId)).toEqual(['s1', '', 's2'])
  expect(row.now()).toMatchObject({ generation: 1, sessionId: 's2' })
  expect([broken, getSwitches()]).toEqual([[], 2])
})

test('a session that comes back is found out (invariant 3), after a wipe too (invariant 11)', async () => {
  for (const between of [(world: World) => world.wipe(), (world: World) => world.run(write(world, 2, 's2'))]) {
    const world = createWorld()
    const { broken } = watch(world)
    await world.run(write(world, 1, 's1'))
    await between(world)
    await world.run(write(world, 3, 's1'))
    expect(broken).toEqual([3])
  }
})

test('a generation that falls is found out (invariant 6)', async () => {
  const world = createWorld()
  const { broken } = watch(world)
  await world.run(write(world, 2, 's1'))
  await world.run(write(world, 1, 's1'))
  expect(broken).toEqual([6])
})

test('a claim is noticed when it is made, and not again', async () => {
  const world = createWorld()
  const { getClaims } = watch(world)
  await world.run(write(world, 1, 's1'))
  for (const generation of [2, 3]) await world.run(write(world, generation, 's1', { id: 'c1' }))
  await world.run(write(world, 4, 's1', { id: 'c2' }))
  expect(getClaims()).toBe(2)
})
