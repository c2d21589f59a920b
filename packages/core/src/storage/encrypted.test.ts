import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { encrypted } from './encrypted.ts'
import { inIndexedDb } from './inIndexedDb.ts'
import type { Draft, Row, RowAccess } from './RecordStorage.ts'

const draft = (data: unknown): Draft => ({ version: 1, data })
const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => draft(data))

describe('encrypted', () => {
  const storage = () => encrypted(inIndexedDb())

  test('leaves nothing readable at rest (invariant 9)', async () => {
    const world = createWorld()
    const access = storage().open({ name: 'it', platform: world.openTab().platform })
    await world.run(put(access, { canary: 'tweet' }))
    const { data } = world.rows().get('it') as { data: Uint8Array }
    expect(new TextDecoder().decode(data)).not.toContain('tweet')
  })

  test('goes on with what was kept in clear before', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    await world.run(put(inIndexedDb().open({ name: 'it', platform }), 'clear'))
    expect(await world.run(storage().open({ name: 'it', platform }).read())).toMatchObject({ data: 'clear' })
  })

  test('reads in a new page what was written after a wipe', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const access = storage().open({ name: 'it', platform: tab.platform })
    await world.run(put(access, 1))
    world.wipe()
    await world.run(put(access, 2))
    const { platform } = tab.reload()
    expect(await world.run(storage().open({ name: 'it', platform }).read())).toMatchObject({ data: 2 })
  })

  test('writes nothing when its change declines for the pinned row', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    await world.run(put(inIndexedDb().open({ name: 'pin', platform }), 'now'))
    const access = storage().open({ name: 'it', platform })
    const change = (_: unknown, { pinned }: { pinned?: { data: unknown } | null | undefined }) =>
      pinned === undefined || pinned?.data === 'before' ? draft(1) : undefined
    await world.run(access.commit(change, { pin: 'pin' }))
    expect(await world.run(access.read())).toBeNull()
  })

  test('sets aside what another key sealed, and reports it (invariant 10)', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    const reports: string[] = []
    await world.run(put(inIndexedDb().open({ name: 'it', platform }), new Uint8Array(40)))
    const access = storage().open({ name: 'it', platform, onDegraded: (_f, _t, { code }) => reports.push(code) })
    expect(await world.run(access.read())).toBeNull()
    expect(reports).toEqual(['STORAGE_CORRUPT'])
    expect(world.rows().get('it!aside')).toMatchObject({ data: new Uint8Array(40) })
  })
})
