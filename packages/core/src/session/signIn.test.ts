import { describe, expect, test, vi } from 'vitest'
import { ann, bob, openShop } from '../../test/openShop.ts'
import type { Challenge, Grant, Source } from '../source/Source.ts'

const grantOf = (id: string): Grant<{ id: string }> => ({
  user: { id },
  lifetime: 600_000,
  tokens: { accessToken: `token of ${id}` },
})

test('a sign-in takes its input, and shows who is signed in', async () => {
  const { world, open } = openShop()
  const { session } = open()
  await world.run(session.signIn(ann))
  expect(session.getSnapshot()).toMatchObject({
    status: 'signed-in',
    user: { id: 'ann' },
    activity: 'idle',
    error: null,
  })
})

test('a sign-in that is refused rejects with the words of the server, and changes nothing', async () => {
  const { world, identity, open, openSignedIn } = openShop()
  const { session } = open()
  const refused = { code: 'SIGN_IN_REJECTED', detail: { fields: { password: 'is wrong' } } }
  await expect(world.run(session.signIn({ user: 'ann', password: 'wrong' }))).rejects.toMatchObject(refused)
  expect(session.getSnapshot()).toMatchObject({
    status: 'signed-out',
    reason: 'none',
    activity: 'idle',
    error: refused,
  })

  const [page] = await openSignedIn()
  await expect(world.run(page!.session.signIn({ user: 'bob', password: 'wrong' }))).rejects.toMatchObject(refused)
  expect(page!.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
  expect(identity.countAlive()).toBe(1)
})

test('a sign-in without a network says so', async () => {
  const { world, open } = openShop()
  const { session, tab } = open()
  tab.goOffline()
  await expect(world.run(session.signIn(ann))).rejects.toMatchObject({ code: 'OFFLINE' })
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle', error: { code: 'OFFLINE' } })
  tab.goOnline()
  await world.run(session.signIn(ann))
  expect(session.getSnapshot()).toMatchObject({ user: { id: 'ann' }, error: null })
})

test('a server that does not answer is given up, with a typed error (invariant 8)', async () => {
  const { world, open } = openShop()
  const { session } = open()
  world.fault({ fault: { lose: 'hang' }, url: 'sign-in' })
  await expect(world.run(session.signIn(ann))).rejects.toMatchObject({ code: 'TIMEOUT' })
})

test('a sign-in can be aborted, and what comes of it late is revoked (invariant 3)', async () => {
  const { world, join } = openShop()
  const revoke = vi.fn(async () => {})
  const signIn = async (): Promise<Grant<{ id: string }>> => {
    await new Promise<void>((go) => world.after(1_000, go))
    return grantOf('ann')
  }
  const { session } = join(world.openTab(), { source: { signIn, refresh: vi.fn(), revoke } })
  await world.run(session.ready())
  const controller = new AbortController()
  world.after(20, () => controller.abort())
  const signingIn = session.signIn({}, { signal: controller.signal })
  await expect(world.run(signingIn)).rejects.toMatchObject({ name: 'AbortError' })
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle', error: null })
  await world.advance(5_000)
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-out' })
  expect(revoke).toHaveBeenCalledExactlyOnceWith(grantOf('ann'), expect.anything())
})

describe('a sign-in that was overtaken', () => {
  test('by another tab rejects with SUPERSEDED, and what came is revoked (invariants 3, 13)', async () => {
    const { world, identity, open } = openShop()
    const [slow, quick] = [open(), open()]
    await world.run(Promise.all([slow.session.ready(), quick.session.ready()]))
    world.fault({ fault: { delay: 500 }, tab: slow.tab.id, url: 'sign-in' })
    const late = world.settle(slow.session.signIn(ann))
    const outcome = quick.session.signIn(bob)
    expect(await late).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    await world.run(outcome)
    await world.until(() => slow.session.getSnapshot().user?.id === 'bob')
    await world.advance(1_000)
    expect(identity.countAlive()).toBe(1)
    expect(await world.run(slow.session.getAccessToken())).toBe(await world.run(quick.session.getAccessToken()))
  })

  test('by a sign-out rejects with SUPERSEDED (invariant 3)', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [first, second] = await openSignedIn(2)
    world.fault({ fault: { delay: 500 }, tab: first!.tab.id, url: 'sign-in' })
    const late = world.settle(first!.session.signIn(bob))
    const out = second!.session.signOut()
    expect(await late).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    await world.run(out)
    await world.advance(1_000)
    expect([first!, second!].map(({ session }) => session.getSnapshot().status)).toEqual(['signed-out', 'signed-out'])
    expect(identity.countAlive()).toBe(0)
  })

  test('by a refresh of the session it replaces is not overtaken', async () => {
    const { world, identity, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    world.fault({ fault: { delay: 500 }, url: 'sign-in' })
    const signingIn = page!.session.signIn(bob)
    world.after(100, () => void page!.session.refresh())
    await world.run(signingIn)
    expect(page!.session.getSnapshot()).toMatchObject({ user: { id: 'bob' } })
    await world.advance(1_000)
    expect(identity.countAlive()).toBe(1)
  })
})

test('a sign-in over a live session revokes that one', async () => {
  const { world, identity, openSignedIn } = openShop()
  const [page] = await openSignedIn()
  await world.run(page!.session.signIn(bob))
  await world.advance(1_000)
  expect(identity.countAlive()).toBe(1)
  expect(await world.run(page!.session.fetch('/me').then((response) => response.json()))).toEqual({ user: 'bob' })
})

describe('a challenge', () => {
  interface Step extends Challenge {
    readonly kind: 'totp' | 'sms'
    answer(code: string): Promise<Grant<{ id: string }> | Step>
  }
  const totp: Step = {
    kind: 'totp',
    answer: async (code) => {
      if (code === 'sms please') return { ...totp, kind: 'sms' }
      if (code !== '123456') throw new Error('no')
      return grantOf('ann')
    },
  }
  const source: Source<{ id: string }, void, Step> = {
    signIn: async () => totp,
    refresh: async () => grantOf('ann'),
    revoke: vi.fn(async () => {}),
  }
  type Given = { kind: string; answer(code: string): Promise<Given | null> }

  test('is handed to whoever signs in; answering it finishes the sign-in', async () => {
    const { world, join } = openShop()
    const { session } = join(world.openTab(), { source: source as never })
    const step = (await world.run(session.signIn(undefined as never))) as unknown as Given
    expect(step.kind).toBe('totp')
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle' })
    await expect(world.run(step.answer('000000'))).rejects.toMatchObject({ cause: { message: 'no' } })
    const next = (await world.run(step.answer('sms please'))) as Given
    expect(next.kind).toBe('sms')
    await expect(world.run(next.answer('123456'))).resolves.toBeNull()
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: 'ann' } })
  })

  test('answered after somebody else signed in is superseded (invariant 13)', async () => {
    const { world, join } = openShop()
    const tabs = [world.openTab(), world.openTab()].map((tab) => join(tab, { source: source as never }))
    const [first, second] = tabs as [(typeof tabs)[0] & {}, (typeof tabs)[0] & {}]
    const step = (await world.run(first.session.signIn(undefined as never))) as unknown as Given
    await world.run(second.session.adopt(grantOf('bob')))
    await world.until(() => first.session.getSnapshot().user?.id === 'bob')
    await expect(world.run(step.answer('123456'))).rejects.toMatchObject({ code: 'SUPERSEDED' })
    expect(source.revoke).toHaveBeenCalledOnce()
    expect(first.session.getSnapshot()).toMatchObject({ user: { id: 'bob' } })
  })
})

describe('adopt', () => {
  test('signs in with a grant from outside', async () => {
    const { world, open } = openShop()
    const [first, second] = [open(), open()]
    await world.run(second.session.ready())
    await world.run(first.session.adopt(grantOf('ann')))
    expect(await world.run(first.session.getAccessToken())).toBe('token of ann')
    await world.until(() => second.session.getSnapshot().user?.id === 'ann')
  })

  test('refuses what is no grant, and keeps the session it has', async () => {
    const { world, openSignedIn } = openShop()
    const [page] = await openSignedIn()
    const odd = { user: { id: '' }, lifetime: 1, tokens: null }
    await expect(world.run(page!.session.adopt(odd))).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
    expect(page!.session.getSnapshot()).toMatchObject({ user: { id: 'ann' } })
  })
})
