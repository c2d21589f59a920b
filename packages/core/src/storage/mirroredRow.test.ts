import { createWorld } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { inCookie } from './inCookie.ts'
import { inLocalStorage } from './inLocalStorage.ts'
import type { Draft, Row, RowAccess } from './RecordStorage.ts'

const draft = (data: unknown): Draft => ({ version: 1, data })
const put = (access: RowAccess, data: unknown): Promise<Row | null> => access.commit(() => draft(data))

describe('a mirror', () => {
  test('shows the row before the first read, and no more than it may', async () => {
    const world = createWorld()
    const tab = world.openTab()
    const options = { name: 'it', platform: tab.platform, mirror: () => 'head' }
    for (const storage of [inLocalStorage(), inCookie()]) {
      await world.run(put(storage.open(options), { head: 1, secret: 2 }))
      expect(storage.open(options).peek()).toMatchObject({ data: 'head' })
    }
    expect(JSON.stringify([...world.localStorage()]) + world.cookies().header()).not.toContain('secret')
  })

  test.each([
    '',
    '{',
    '[]',
    'null',
    '{"generation":1,"version":1,"data":{"__proto__":{}}}',
    `${'['.repeat(100_000)}`,
    'x'.repeat(5e6),
  ])('that makes no sense is not believed (invariant 10)', async (text) => {
    const world = createWorld()
    const { platform } = world.openTab()
    platform.localStorage!.setItem('holdfast:it', text)
    platform.cookies.write(`holdfast_it=${text.slice(0, 2_000)}%`)
    for (const storage of [inLocalStorage(), inCookie()]) {
      const access = storage.open({ name: 'it', platform })
      expect(access.peek()).toBeNull()
      expect(await world.run(access.read())).toBeNull()
    }
  })

  test('that cannot be written goes, is reported once, and the row stands (invariant 11)', async () => {
    const world = createWorld()
    const { platform } = world.openTab()
    const reports: string[] = []
    const access = inCookie().open({ name: 'it', platform, onDegraded: (from, to) => reports.push(`${from} ${to}`) })
    await world.run(put(access, 'small'))
    await world.run(put(access, 'x'.repeat(5_000)))
    await world.run(put(access, 'y'.repeat(5_000)))
    expect(reports).toEqual(['cookie indexeddb'])
    expect(world.cookies().header()).toBe('')
    expect(await world.run(access.read())).toMatchObject({ data: 'y'.repeat(5_000) })
  })

  test.each([{ path: '/;domain=x' }, { domain: 'a b' }, { maxAge: Number.NaN }, { secure: true }])(
    'refuses the cookie options %o',
    (options) => {
      expect(() => inCookie(options as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    },
  )
})
