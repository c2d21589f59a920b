import { createWorld, type Tab, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { ann, openShop } from '../../test/openShop.ts'
import { type CookieOptions, inCookie } from './inCookie.ts'
import type { OpenOptions, RowAccess } from './RecordStorage.ts'

const put = (access: RowAccess, data: unknown) => access.commit(() => ({ version: 1, data }))

/** A tab that notes every cookie line it writes. */
const openNoting = (options?: CookieOptions, more: Partial<OpenOptions> = {}, origin?: string) => {
  const world = createWorld(origin ? { origin } : {})
  const tab = world.openTab()
  const { cookies } = tab.platform
  const lines: string[] = []
  const noting = {
    read: cookies.read,
    write(line: string) {
      lines.push(line)
      cookies.write(line)
    },
  }
  const platform = Object.create(tab.platform, { cookies: { value: noting } })
  return { world, tab, lines, access: inCookie(options).open({ name: 'it', platform, ...more }) }
}

const shownIn = (world: World): unknown =>
  JSON.parse(decodeURIComponent(/holdfast_it=([^;]*)/.exec(world.cookies().header())?.[1] ?? 'null'))

describe('the copy in a cookie', () => {
  test('is for the whole site, for 400 days, for no other site, and for HTTPS alone', async () => {
    const { world, lines, access } = openNoting()
    await world.run(put(access, 1))
    const [pair, ...attributes] = lines[0]!.split(';')
    expect(pair).toMatch(/^holdfast_it=/)
    expect(attributes).toEqual(['path=/', 'samesite=lax', 'secure', 'max-age=34560000'])
  })

  test('is not asked to be secure where the page is not', async () => {
    const { world, lines, access } = openNoting({}, {}, 'http://localhost')
    await world.run(put(access, 1))
    expect(lines[0]).not.toContain('secure')
  })

  test('is for a path, a domain and a time of the app', async () => {
    const { world, lines, access } = openNoting({ path: '/shop', domain: 'example.com', maxAge: 60 })
    await world.run(put(access, 1))
    expect(lines[0]!.split(';').slice(1)).toEqual([
      'path=/shop',
      'domain=example.com',
      'samesite=lax',
      'secure',
      'max-age=60',
    ])
  })

  test('is removed with the attributes it was written with', async () => {
    const { world, lines, access } = openNoting({ path: '/shop', domain: 'example.com' })
    await world.run(put(access, 1))
    await world.run(access.commit(() => null))
    expect(lines.at(-1)).toMatch(/^holdfast_it=;path=\/shop;domain=example.com;.*max-age=0$/)
    expect(world.cookies().entries()).toEqual([])
  })

  test('shows the row as JSON, encoded', async () => {
    const { world, access } = openNoting()
    const row = await world.run(put(access, { name: 'Zoë; "x", y=z' }))
    expect(shownIn(world)).toEqual(row)
  })

  test('is taken for nothing where cookies are off, and that is told once (invariant 11)', async () => {
    for (const cookies of ['ignored', 'throws'] as const) {
      const reports: string[] = []
      const { world, tab, access } = openNoting({}, { onDegraded: (from, to) => reports.push(`${from} > ${to}`) })
      tab.setFaults({ cookies })
      expect(access.peek()).toBeNull()
      await world.run(put(access, 1))
      await world.run(put(access, 2))
      expect(await world.run(access.read())).toMatchObject({ data: 2 })
      expect(reports).toEqual(['cookie > indexeddb'])
    }
  })

  test('is as long as browsers keep, and no longer', async () => {
    const { world, access } = openNoting()
    const row = await world.run(put(access, ''))
    const room = 4_096 - 'holdfast_it='.length - encodeURIComponent(JSON.stringify(row)).length
    await world.run(put(access, 'x'.repeat(room)))
    expect(shownIn(world)).toMatchObject({ data: 'x'.repeat(room) })
    await world.run(put(access, 'x'.repeat(room + 1)))
    expect(world.cookies().entries()).toEqual([])
  })

  test("is no failure where another tab's copy has come since", async () => {
    const reports: string[] = []
    const world = createWorld()
    const tab = world.openTab()
    const { cookies } = tab.platform
    const theirs = `holdfast_it=${encodeURIComponent('{"generation":9000000000000,"version":1,"data":"theirs"}')};path=/`
    const racing = {
      read: cookies.read,
      write(line: string) {
        cookies.write(line)
        cookies.write(theirs)
      },
    }
    const platform = Object.create(tab.platform, { cookies: { value: racing } })
    const access = inCookie().open({ name: 'it', platform, onDegraded: (from, to) => reports.push(`${from} > ${to}`) })
    await world.run(put(access, 'mine'))
    expect([reports, shownIn(world)]).toMatchObject([[], { data: 'theirs' }])
  })

  test('is not mixed up with a cookie whose name begins alike', async () => {
    const { world, tab } = openNoting()
    const open = (name: string) => inCookie().open({ name, platform: tab.platform })
    await world.run(put(open('it-too'), 'other'))
    expect(open('it').peek()).toBeNull()
    expect(open('it-too').peek()).toMatchObject({ data: 'other' })
  })
})

describe('a cookie as the store, where there is no IndexedDB', () => {
  const open = (tab: Tab) => inCookie().open({ name: 'it', platform: tab.platform })

  test('loses no update of 3 tabs (invariant 5)', async () => {
    const world = createWorld({ seed: 3 })
    const accesses = [1, 2, 3].map(() => open(world.openTab({ faults: { indexedDB: 'missing' } })))
    const add = (access: RowAccess) => access.commit((row) => ({ version: 1, data: Number(row?.data ?? 0) + 1 }))
    for (const access of accesses) await world.run(access.read())
    await world.run(Promise.all(accesses.flatMap((access) => Array.from({ length: 20 }, () => add(access)))))
    expect(shownIn(world)).toMatchObject({ data: 60 })
  })

  test('shows what the mirror may show, and no more (invariant 9)', async () => {
    const { world, tab, access } = openNoting({}, { mirror: () => 'head' })
    tab.setFaults({ indexedDB: 'missing' })
    await world.run(access.read())
    await world.run(put(access, { secret: 'canary' }))
    expect(JSON.stringify(world.cookies().entries())).not.toContain('canary')
  })
})

describe('a session in a cookie', () => {
  test.each([{}, { indexedDB: 'missing' }] as const)('never shows a token there (invariant 9): %o', async (faults) => {
    const { world, identity, open } = openShop({ storage: () => inCookie() })
    const { session } = open({ faults })
    await world.run(session.signIn(ann))
    await world.run(session.refresh())
    expect(identity.tokens.length).toBeGreaterThan(2)
    const kept = decodeURIComponent(JSON.stringify(world.cookies().entries()))
    for (const token of identity.tokens) expect(kept).not.toContain(token)
    expect(kept).toContain('ann')
  })
})
