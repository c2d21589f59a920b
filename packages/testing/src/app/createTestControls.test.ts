import type { SessionEvents } from '@holdfast/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTestSession } from './createTestSession.ts'

interface User {
  readonly id: string
  readonly name: string
}

const ann: User = { id: 'ann', name: 'Ann' }

afterEach(() => void vi.useRealTimers())

describe('expiry', () => {
  test('warns, and extend() answers', async () => {
    vi.useFakeTimers({ now: 5_000 })
    const session = createTestSession({ user: ann })
    const heard: SessionEvents<User>['expiring'][] = []
    const subscriber = vi.fn()
    session.on('expiring', (detail) => heard.push(detail))
    session.expiry.subscribe(subscriber)
    session.expiring(30_000)
    const warning = session.expiry.getSnapshot()
    expect(warning).toEqual({ endsAt: 35_000, cause: 'idle', isExpiring: true })
    expect(heard).toEqual([{ endsAt: 35_000, cause: 'idle' }])
    expect(session.expiry.getSnapshot()).toBe(warning)
    await session.extend()
    expect(session.expiry.getSnapshot()).toEqual({ endsAt: null, cause: null, isExpiring: false })
    expect(subscriber).toHaveBeenCalledTimes(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends with the session, for the reason that the test gives', async () => {
    const session = createTestSession({ user: ann })
    session.expiring(30_000)
    await session.expire('idle')
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle', error: null })
    expect(session.expiry.getSnapshot().isExpiring).toBe(false)
    session.expiring(30_000)
    expect(session.expiry.getSnapshot().isExpiring).toBe(false)
  })
})

test('offline, calls reject at once, and what needs no network works', async () => {
  vi.useFakeTimers()
  const session = createTestSession({ user: ann })
  session.goOffline()
  const offline = { code: 'OFFLINE' }
  for (const call of [session.getAccessToken, session.refresh, session.signIn, () => session.fetch('/me')])
    await expect(call()).rejects.toMatchObject(offline)
  await session.extend()
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'waiting', error: offline })
  session.goOnline()
  expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', activity: 'idle', error: null })
  expect(await session.getAccessToken()).toBe('test-token-2')
})

test('after stop() every call and control fails until start()', async () => {
  const session = createTestSession<User>({ user: null, status: 'loading' })
  const waiting = session.ready()
  session.stop()
  const stopped = { code: 'STOPPED' }
  await expect(waiting).rejects.toMatchObject(stopped)
  const { ready, resume, signIn, adopt, refresh, extend, signOut, getAccessToken, expire } = session
  const grant = { user: ann, lifetime: null, tokens: null }
  const more = [() => adopt(grant), () => session.fetch('/'), () => session.signInAs(ann), session.signOutElsewhere]
  for (const call of [ready, resume, signIn, refresh, extend, signOut, getAccessToken, expire, ...more])
    await expect(call()).rejects.toMatchObject(stopped)
  for (const control of [session.goOffline, session.goOnline, () => session.expiring(1)])
    expect(control).toThrow(expect.objectContaining(stopped))
  session.start()
  await session.signInAs(ann)
  expect(await session.ready()).toMatchObject({ user: ann })
})
