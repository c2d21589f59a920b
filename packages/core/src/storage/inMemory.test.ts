import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { inMemory } from './inMemory.ts'
import type { Row, RowAccess } from './RecordStorage.ts'

const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => ({ version: 1, data }))
const open = (more: object = {}) => {
  const world = createWorld()
  const tab = world.openTab()
  return { world, access: inMemory().open({ name: 'it', platform: tab.platform, ...more }) }
}

describe('a record in memory', () => {
  test('leaves nothing at rest (invariant 9)', async () => {
    const { world, access } = open()
    await world.run(put(access, 'mug'))
    expect([world.rows().keys(), [...world.localStorage()], world.cookies().header()]).toEqual([[], [], ''])
    expect([access.isDurable, access.isShared, access.rowKey]).toEqual([false, false, null])
  })

  test('is changed one after another, declined, refused and removed as anywhere', async () => {
    const { world, access } = open()
    const add = () => access.commit((row) => ({ version: 1, data: Number(row?.data ?? 0) + 1 }))
    const rows = await world.run(Promise.all([add(), add(), add()]))
    expect(rows.map((row) => row?.data)).toEqual([1, 2, 3])
    expect(new Set(rows.map((row) => row?.generation)).size).toBe(3)
    expect(await world.run(access.commit(() => undefined))).toMatchObject({ data: 3 })
    const refused = access.commit(() => {
      throw new RangeError('no')
    })
    expect(await world.settle(refused)).toEqual({ status: 'rejected', reason: new RangeError('no') })
    expect(await world.run(access.commit(() => null))).toBeNull()
    expect(await world.run(access.read())).toBeNull()
  })
})

describe("a session's tokens in memory", () => {
  test('are in no row, and in no other tab', async () => {
    const { world, access } = open({ hasClearHead: true })
    const sealed = await world.run(access.seal({ token: 'canary' }, 'one'))
    await world.run(put(access, { secret: sealed }))
    expect(JSON.stringify(world.rows().get('it'))).not.toContain('canary')
    expect(await world.run(access.unseal(sealed, 'one'))).toEqual({ token: 'canary' })
    const other = inMemory().open({ name: 'it', platform: world.openTab().platform, hasClearHead: true })
    expect(await world.run(other.read())).toMatchObject({ data: { secret: sealed } })
    expect(await world.run(other.unseal(sealed, 'one'))).toBeUndefined()
  })

  test('are forgotten when many others came after them', async () => {
    const { world, access } = open({ hasClearHead: true })
    for (let at = 0; at < 20; at++) await world.run(access.seal(at, `${at}`))
    expect(await world.run(access.unseal(null, '0'))).toBeUndefined()
    expect(await world.run(access.unseal(null, '19'))).toBe(19)
  })
})
