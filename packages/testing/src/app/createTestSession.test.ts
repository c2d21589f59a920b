import { HoldfastError } from '@holdfast/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createTestSession } from './createTestSession.ts'
import type { TestSession } from './TestSession.ts'

interface User {
  readonly id: string
  readonly name: string
}

const ann: User = { id: 'ann', name: 'Ann' }
const bob: User = { id: 'bob', name: 'Bob' }
const known = (user: User | null): TestSession<User> => createTestSession<User>({ user })
const loading = (user: User | null = null): TestSession<User> => createTestSession<User>({ user, status: 'loading' })

afterEach(() => void vi.useRealTimers())

describe('the first snapshot', () => {
  const rest = { activity: 'idle', error: null }
  test.each([
    ['signed in', known(ann), { ...rest, status: 'signed-in', user: ann, reason: null }],
    ['signed out', known(null), { ...rest, status: 'signed-out', user: null, reason: 'none' }],
    ['loading', loading(ann), { ...rest, status: 'loading', user: null, reason: null }],
  ])('is %s', (_, session, snapshot) => {
    expect(session.getSnapshot()).toEqual(snapshot)
  })
})

test('a snapshot is the same object until something changes, and cannot be changed (invariant 14)', async () => {
  const session = known(ann)
  const first = session.getSnapshot()
  const subscriber = vi.fn()
  session.subscribe(subscriber)
  await session.getAccessToken()
  await session.ready()
  session.goOnline()
  session.expiring(1_000)
  session.seed(null)
  expect(session.getSnapshot()).toBe(first)
  expect(subscriber).not.toHaveBeenCalled()
  expect(Object.isFrozen(first)).toBe(true)
  await session.signInAs(bob)
  expect(session.getSnapshot()).not.toBe(first)
  expect(subscriber).toHaveBeenCalledOnce()
})

test('a change can be read first, then come the events, then the subscribers', () => {
  const session = known(ann)
  const heard: string[] = []
  const hear = (what: string) => () => heard.push(`${what}, ${session.getSnapshot().user?.id}`)
  session.subscribe(hear('subscriber'))
  for (const event of ['user-changed', 'signed-in'] as const) session.on(event, hear(event))
  void session.signInAs(bob)
  expect(heard).toEqual(['user-changed, bob', 'signed-in, bob', 'subscriber, bob'])
})

test('what a listener causes comes after everybody has heard of what it was told (invariant 13)', () => {
  const session = known(null)
  const heard: string[] = []
  session.on('signed-in', () => void session.signOut())
  session.on('signed-in', ({ user }) => heard.push(`in: ${user.id}`))
  session.on('signed-out', ({ user }) => heard.push(`out: ${user.id}`))
  session.subscribe(() => heard.push(session.getSnapshot().status))
  void session.signInAs(ann)
  // A sign-out shows that it is under way, that it is done, and that nothing is under way.
  expect(heard).toEqual(['in: ann', 'signed-in', 'signed-in', 'out: ann', 'signed-out', 'signed-out'])
})

test('a listener that throws disturbs nobody, and a listener that was ended hears nothing', async () => {
  const thrown: unknown[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task()
    } catch (error) {
      thrown.push(error)
    }
  })
  const session = known(null)
  const broken = (): never => {
    throw new Error('mine')
  }
  const ended = vi.fn()
  const heard = vi.fn()
  session.on('signed-in', broken)
  session.subscribe(broken)
  session.on('signed-in', ended)()
  session.subscribe(ended)()
  session.on('signed-in', heard)
  session.subscribe(heard)
  await session.signInAs(ann)
  expect(heard).toHaveBeenCalledTimes(2)
  expect(thrown).toHaveLength(2)
  expect(ended).not.toHaveBeenCalled()
})

describe('signIn()', () => {
  test('signs in as the user that was given, in the task of the call', () => {
    const session = known(ann)
    void session.signOut()
    void session.signIn({ email: 'x' })
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: ann, activity: 'idle' })
  })

  test('signs in as whom the option makes of the input', async () => {
    const session = createTestSession<User>({ user: null, signIn: async ({ name }) => ({ id: name, name }) })
    const call = session.signIn({ name: 'cid' })
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'signing-in' })
    await call
    expect(session.getSnapshot()).toMatchObject({ user: { id: 'cid' }, activity: 'idle' })
  })

  test('rejects with what the option rejects with, and shows it', async () => {
    const refusal = new HoldfastError('SIGN_IN_REJECTED', 'No.', { detail: { email: 'unknown' } })
    const session = createTestSession({ user: null, signIn: () => Promise.reject(refusal) })
    await expect(session.signIn()).rejects.toBe(refusal)
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle', error: refusal })
  })

  test('without a user and an option says what to pass', async () => {
    const error = { code: 'INVALID_OPTION', message: expect.stringContaining('signIn: (input) => user') }
    await expect(known(null).signIn()).rejects.toMatchObject(error)
  })

  test('that is overtaken is refused', async () => {
    const session = createTestSession<User>({ user: null, signIn: async () => ann })
    const call = session.signIn()
    void session.signInAs(bob)
    await expect(call).rejects.toMatchObject({ code: 'SUPERSEDED' })
    expect(session.getSnapshot().user).toBe(bob)
  })

  test('ends with its signal, and shows no error', async () => {
    const given = new AbortController()
    const session = createTestSession<User>({ user: null, signIn: () => new Promise(() => {}) })
    const call = session.signIn(undefined, { signal: given.signal })
    given.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(session.getSnapshot()).toMatchObject({ activity: 'idle', error: null })
  })
})

describe('while loading', () => {
  test('calls wait until somebody is signed in', async () => {
    const session = loading()
    const calls = Promise.all([session.ready(), session.getAccessToken()])
    await session.signInAs(ann)
    expect(await calls).toEqual([session.getSnapshot(), expect.stringMatching(/^test-token/)])
  })

  test('calls wait until it is known that nobody is', async () => {
    const session = loading()
    const token = session.getAccessToken()
    session.seed(null)
    await expect(token).rejects.toMatchObject({ code: 'SIGNED_OUT' })
    expect(await session.ready()).toMatchObject({ status: 'signed-out', reason: 'none' })
  })

  test('a call gives up at its deadline and with its signal, and leaves no timer', async () => {
    vi.useFakeTimers()
    const session = loading()
    const late = expect(session.ready({ timeout: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' })
    const given = new AbortController()
    const left = expect(session.getAccessToken({ signal: given.signal })).rejects.toBe('enough')
    const met = session.ready()
    expect(vi.getTimerCount()).toBe(3)
    await vi.advanceTimersByTimeAsync(50)
    given.abort('enough')
    await Promise.all([late, left, session.signInAs(ann), met])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('the server’s word is shown, once, of which no event tells', () => {
    const session = loading()
    const heard = vi.fn()
    for (const event of ['user-changed', 'signed-in'] as const) session.on(event, heard)
    session.seed({ user: ann })
    session.seed({ user: bob })
    expect(session.getSnapshot()).toMatchObject({ status: 'signed-in', user: ann })
    expect(heard).not.toHaveBeenCalled()
  })
})

describe('tokens', () => {
  test('are new at every sign-in and refresh', async () => {
    const session = known(ann)
    const tokens = [await session.getAccessToken(), await session.getAccessToken()]
    await session.refresh()
    tokens.push(await session.getAccessToken())
    await session.signInAs(bob)
    tokens.push(await session.getAccessToken())
    expect(tokens).toEqual(['test-token-1', 'test-token-1', 'test-token-2', 'test-token-3'])
  })

  test('are those of a grant that was adopted', async () => {
    const session = known(null)
    await session.adopt({ user: ann, lifetime: null, tokens: { accessToken: 'mine' } })
    expect(await session.getAccessToken()).toBe('mine')
    await session.adopt({ user: ann, lifetime: null, tokens: null })
    await expect(session.getAccessToken()).rejects.toMatchObject({ code: 'NO_TOKEN' })
    await expect(session.adopt({ user: ann } as never)).rejects.toMatchObject({ code: 'ANSWER_INVALID' })
  })
})

test.each([
  { user: undefined },
  { user: { id: '' } },
  { user: null, status: 'signed-in' },
  { user: null, signIn: ann },
  { user: null, fetch: '/' },
])('options that make no sense are refused: %j', (options) => {
  expect(() => createTestSession(options as never)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
})
