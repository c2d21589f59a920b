import { createWorld, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from './encrypted.ts'
import { firstOf } from './firstOf.ts'
import { inIndexedDb } from './inIndexedDb.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import { inMemory } from './inMemory.ts'
import type { OpenOptions, Row, RowAccess } from './RecordStorage.ts'

type Sealed = Row & { data: Uint8Array }

const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => ({ version: 1, data }))
const add = (access: RowAccess) => access.commit((row) => ({ version: 1, data: Number(row?.data ?? 0) + 1 }))
const openAll = (count: number, seed = 1, more: Partial<OpenOptions> = {}) => {
  const world = createWorld({ seed })
  const tabs = Array.from({ length: count }, () => world.openTab())
  const open = (at = 0, name = 'it') => encrypted(inIndexedDb()).open({ name, platform: tabs[at]!.platform, ...more })
  return { world, tabs, open, accesses: tabs.map((_, at) => open(at)) }
}
const sealedOf = (world: World, name = 'it'): Sealed => world.rows().get(name) as Sealed

describe('an encrypted row', () => {
  test('is sealed under one key, whichever of the tabs makes it first', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { world, accesses } = openAll(3, seed)
      const all = await world.run(Promise.all(accesses.map((access) => access.seal('secret', 'label'))))
      for (const sealed of all)
        for (const access of accesses) expect(await world.run(access.unseal(sealed, 'label'))).toBe('secret')
    }
  })

  test('loses no update of tabs that make the first together (invariant 5)', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, accesses } = openAll(3, seed)
      await world.run(Promise.all(accesses.flatMap((access) => [add(access), add(access), add(access)])))
      expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 9 })
    }
  })

  test('loses no update where there are no locks (invariant 5)', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { world, tabs, accesses } = openAll(3, seed)
      for (const tab of tabs) tab.setFaults({ locks: 'missing' })
      await world.run(Promise.all(accesses.flatMap((access) => [add(access), add(access), add(access)])))
      expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 9 })
    }
  })

  test('never has the same bytes twice (invariant 9)', async () => {
    const { world, accesses } = openAll(1)
    const seen = new Set<string>()
    for (let at = 0; at < 20; at++) {
      await world.run(put(accesses[0]!, 'same'))
      seen.add([...sealedOf(world).data.subarray(0, 12)].join())
    }
    expect(seen.size).toBe(20)
  })

  test.each([
    ['one bit is turned', (data: Uint8Array) => data.map((byte, at) => (at === 20 ? byte ^ 1 : byte))],
    ['it is cut short', (data: Uint8Array) => data.slice(0, -1)],
    ['it has no more than half an IV', (data: Uint8Array) => data.slice(0, 6)],
    ['it is empty', () => new Uint8Array()],
  ])('is set aside and told of where %s (invariant 10)', async (_name, spoil) => {
    const codes: string[] = []
    const { world, accesses } = openAll(1, 1, { onDegraded: (_from, _to, { code }) => codes.push(code) })
    await world.run(put(accesses[0]!, 'true'))
    const spoilt = { ...sealedOf(world), data: spoil(sealedOf(world).data) }
    world.rows().put('it', spoilt)
    expect(await world.run(accesses[0]!.read())).toBeNull()
    expect([codes, world.rows().get('it!aside')]).toEqual([['STORAGE_CORRUPT'], spoilt])
    expect(await world.run(put(accesses[0]!, 'new'))).toMatchObject({ data: 'new' })
  })

  test('cannot be put in the place of another (invariant 10)', async () => {
    const { world, open } = openAll(1)
    await world.run(put(open(0, 'mine'), 'mine'))
    await world.run(put(open(0, 'other'), 'other'))
    world.rows().put('mine', sealedOf(world, 'other'))
    expect(await world.run(open(0, 'mine').read())).toBeNull()
  })

  test('cannot be opened under another label (invariant 10)', async () => {
    const { world, accesses } = openAll(1)
    const sealed = await world.run(accesses[0]!.seal('secret', 'one'))
    expect(await world.run(accesses[0]!.unseal(sealed, 'two'))).toBeUndefined()
    expect(await world.run(accesses[0]!.unseal(sealed, 'one'))).toBe('secret')
  })

  test.each(['x', null, {}, new Uint8Array(32)])(
    'is kept all the same where %j lies in the place of the key (invariant 10)',
    async (planted) => {
      const { world, open } = openAll(1)
      await world.run(put(open(), 1))
      world.rows().put('!key', planted)
      await world.run(put(open(), 2))
      expect(await world.run(open().read())).toMatchObject({ data: 2 })
    },
  )

  test('is copied into no mirror, and shown by none (invariant 9)', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    const access = encrypted(inLocalStorage()).open({ name: 'it', platform })
    await world.run(put(access, { canary: 'tweet' }))
    expect(JSON.stringify([...world.localStorage()])).not.toContain('tweet')
    expect(access.peek()).toBeNull()
  })

  test('takes in another in one transaction, once, though both are sealed', async () => {
    const { world, open } = openAll(2)
    await world.run(put(open(0, 'guest'), ['mug']))
    const merge = (at: number) =>
      open(at).commit(
        (row, { absorbed }) =>
          absorbed ? { version: 1, data: [...((row?.data as string[]) ?? []), absorbed.data] } : undefined,
        { absorb: 'guest' },
      )
    await world.run(Promise.all([merge(0), merge(1)]))
    expect(await world.run(open().read())).toMatchObject({ data: [['mug']] })
    expect(world.rows().get('guest')).toBeUndefined()
  })

  test('takes in nothing that was added to the other meanwhile without showing it', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { world, open } = openAll(2, seed)
      const guest = open(1, 'guest')
      await world.run(put(guest, ['mug']))
      const merging = open().commit((_, { absorbed }) => (absorbed ? { version: 1, data: absorbed.data } : undefined), {
        absorb: 'guest',
      })
      const adding: Promise<unknown>[] = []
      world.after(world.random.between(0, 8), () =>
        adding.push(guest.commit((row) => ({ version: 1, data: [...((row?.data as string[]) ?? []), 'pen'] }))),
      )
      await world.run(merging)
      await world.advance(100)
      await world.run(Promise.all(adding))
      const left = [await world.run(open().read()), await world.run(guest.read())]
      expect(
        left
          .flatMap((row) => row?.data as string[])
          .filter(Boolean)
          .sort(),
      ).toEqual(['mug', 'pen'])
    }
  })

  test.each(['missing', 'fails'] as const)(
    'goes to the next storage where WebCrypto %s, first update or not (invariant 11)',
    async (crypto) => {
      for (const first of ['read', 'commit']) {
        const world = createWorld()
        const { platform } = world.openTab({ faults: { crypto } })
        const access = firstOf(encrypted(inIndexedDb()), inMemory()).open({ name: 'it', platform })
        if (first === 'read') await world.run(access.read())
        await world.run(put(access, 'tweet'))
        expect([access.kind, world.rows().get('it')]).toEqual(['memory', undefined])
      }
    },
  )

  test('rejects with the error of a storage where sealing fails', async () => {
    const { world, tabs, accesses } = openAll(1)
    await world.run(put(accesses[0]!, 1))
    tabs[0]!.setFaults({ crypto: 'fails' })
    expect(await world.settle(accesses[0]!.seal('secret', ''))).toMatchObject({
      reason: { code: 'STORAGE_UNAVAILABLE', cause: { name: 'OperationError' } },
    })
  })

  test('is not set aside because opening it fails for a while (invariant 11)', async () => {
    const { world, tabs, accesses } = openAll(1)
    await world.run(put(accesses[0]!, 1))
    tabs[0]!.setFaults({ crypto: 'missing' })
    await world.settle(accesses[0]!.read())
    tabs[0]!.setFaults({ crypto: null })
    expect(await world.run(accesses[0]!.read())).toMatchObject({ data: 1 })
  })

  test('costs the others little when a tab freezes in the middle of a change (invariant 8)', async () => {
    for (let at = 0.2; at < 6; at += 0.3) {
      const { world, tabs, accesses } = openAll(2)
      await world.run(Promise.all(accesses.map((access) => access.read())))
      void put(accesses[0]!, 'frozen')
      await world.advance(at)
      tabs[0]!.freeze()
      await world.advance(1)
      expect(await world.run(put(accesses[1]!, 'mine'), { limit: 2_000 })).toMatchObject({ data: 'mine' })
    }
  })
})
