import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { createRuntime } from './createRuntime.ts'
import type { Head } from './Head.ts'
import type { Held } from './Held.ts'
import type { Event } from './machine.ts'
import { signedIn } from './signedIn.ts'
import { signedOut } from './signedOut.ts'

const clock: Platform['clock'] = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback, delay) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}
const platform = { clock } as Platform
const ann = { id: 'ann' }

function headOf(sessionId: string, userHash = 'hash of ann'): Head {
  const grant = { grantId: `${sessionId}-g1`, userHash, receivedAt: 0, lifetime: 60_000, secret: null, isTaught: false }
  return signedIn(sessionId, grant, [])
}
function row(head: Head | null, isHere = true): Event<typeof ann> {
  const grant = { user: ann, lifetime: 60_000, tokens: null }
  const held: Held<typeof ann> | null = head?.grantId
    ? {
        grantId: head.grantId,
        sessionId: head.sessionId,
        grant,
        receivedAt: 0,
        expiresAt: 60_000,
        expiresSteadily: 60_000,
        margin: 30_000,
        isTaught: false,
        isLast: false,
        basis: null,
      }
    : null
  return { type: 'row', head, held, isHere, isFresh: true, canRestore: true }
}
const create = (): ReturnType<typeof createRuntime<typeof ann>> => {
  const runtime = createRuntime<typeof ann>(platform, 1_000)
  runtime.begin()
  return runtime
}

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('dispatch', () => {
  test('tells owners first, then events, then subscribers; the new snapshot is readable by all', () => {
    const runtime = create()
    runtime.dispatch(row(null))
    const heard: string[] = []
    const note = (who: string) => () => heard.push(`${who} ${runtime.getState().snapshot.status}`)
    runtime.onDispatch(note('dispatched'))
    runtime.subscribe(note('subscriber'))
    runtime.on('signed-in', note('signed-in'))
    runtime.on('user-changed', note('user-changed'))
    runtime.onOwnership(note('ownership'))
    runtime.dispatch(row(headOf('s1')))
    const order = ['ownership', 'user-changed', 'signed-in', 'subscriber', 'dispatched']
    expect(heard).toEqual(order.map((who) => `${who} signed-in`))
  })

  test('subscribers hear of changes only (invariant 14)', () => {
    const runtime = create()
    runtime.dispatch(row(headOf('s1')))
    const subscriber = vi.fn()
    const dispatched = vi.fn()
    runtime.subscribe(subscriber)
    runtime.onDispatch(dispatched)
    const { snapshot } = runtime.getState()
    runtime.dispatch(row({ ...headOf('s1'), activeAt: 5 }))
    expect(subscriber).not.toHaveBeenCalled()
    expect(dispatched).toHaveBeenCalledOnce()
    expect(runtime.getState().snapshot).toBe(snapshot)
  })

  test('a listener may call anything, without a deadlock', () => {
    const runtime = create()
    runtime.dispatch(row(null))
    runtime.on('signed-in', () => runtime.dispatch(row(signedOut(headOf('s1'), 's2', 'signed-out', []))))
    runtime.dispatch(row(headOf('s1')))
    expect(runtime.getState().snapshot).toMatchObject({ status: 'signed-out', reason: 'signed-out' })
  })
})

describe('work', () => {
  test('shows the most telling of what is under way', () => {
    const runtime = create()
    const shown = (): string => runtime.getState().snapshot.activity
    runtime.work('refresh', 'refreshing')
    runtime.work('sign-in', 'signing-in')
    expect(shown()).toBe('signing-in')
    runtime.work('sign-out', 'signing-out')
    expect(shown()).toBe('signing-out')
    runtime.work('sign-out', null)
    runtime.work('sign-in', null)
    expect(shown()).toBe('refreshing')
    runtime.work('refresh', null)
    expect(shown()).toBe('idle')
  })

  test('an error is shown until the next work', () => {
    const runtime = create()
    const error = new HoldfastError('SIGN_IN_REJECTED', 'No.')
    runtime.work('sign-in', 'signing-in')
    runtime.work('sign-in', null, error)
    expect(runtime.getState().snapshot).toMatchObject({ activity: 'idle', error })
    runtime.work('sign-in', 'signing-in')
    expect(runtime.getState().snapshot.error).toBeNull()
  })
})

describe('ownership', () => {
  test('is unknown until the row was read, and keeps its identity until it changes (invariant 13)', () => {
    const runtime = create()
    runtime.dispatch({ type: 'shown', user: ann })
    expect(runtime.getOwnership()).toBeNull()
    runtime.dispatch(row(headOf('s1')))
    const ownership = runtime.getOwnership()
    expect(ownership).toEqual({ sessionId: 's1', userHash: 'hash of ann', removed: null })
    runtime.dispatch(row({ ...headOf('s1'), activeAt: 5 }))
    expect(runtime.getOwnership()).toBe(ownership)
  })

  test('a guest owns what nobody signed in for', () => {
    const runtime = create()
    runtime.dispatch(row(null))
    expect(runtime.getOwnership()).toEqual({ sessionId: null, userHash: null, removed: null })
  })

  test.each([
    ['an explicit sign-out removes the records of the user', 'signed-out', false, 'hash of ann'],
    ['unless they are to stay', 'signed-out', true, null],
    ['an idle limit does not', 'idle', false, null],
    ['a maximum age does not', 'max-age', false, null],
    ['a rejection does not', 'rejected', false, null],
  ] as const)('%s', (_, reason, keepsRecords, removed) => {
    const runtime = create()
    runtime.dispatch(row(headOf('s1')))
    runtime.dispatch(row(signedOut(headOf('s1'), 's2', reason, [], keepsRecords)))
    expect(runtime.getOwnership()).toEqual({ sessionId: 's2', userHash: null, removed })
  })

  test('a tab that can never learn who is signed in shows the records of a guest (invariant 13)', () => {
    const runtime = create()
    const given = { isHere: false, isFresh: false, canRestore: false }
    runtime.dispatch({ type: 'row', head: headOf('s1'), held: null, ...given })
    expect(runtime.getState().snapshot.status).toBe('signed-out')
    expect(runtime.getOwnership()).toEqual({ sessionId: 's1', userHash: null, removed: null })
  })

  test('nor does the sign-out of somebody who came and went unseen (invariant 5)', () => {
    const runtime = create()
    runtime.dispatch(row(headOf('s1')))
    runtime.dispatch(row(signedOut(headOf('s2', 'hash of bob'), 's3', 'signed-out', [])))
    expect(runtime.getOwnership()).toEqual({ sessionId: 's3', userHash: null, removed: null })
  })
})

describe('wait', () => {
  test('resolves at once, or with the first dispatch that decides, and leaves nothing behind (invariant 15)', async () => {
    const runtime = create()
    const status = vi.fn((): string | undefined =>
      runtime.getState().snapshot.status === 'loading' ? undefined : runtime.getState().snapshot.status,
    )
    const waited = runtime.wait(status)
    runtime.work('refresh', 'refreshing')
    runtime.dispatch(row(headOf('s1')))
    await expect(waited).resolves.toBe('signed-in')
    await expect(runtime.wait(status)).resolves.toBe('signed-in')
    expect(vi.getTimerCount()).toBe(0)
    const asked = status.mock.calls.length
    runtime.work('refresh', null)
    expect(status).toHaveBeenCalledTimes(asked)
  })

  test('rejects at its deadline with what stands in the way, else TIMEOUT (invariants 7, 8)', async () => {
    const runtime = create()
    const check = vi.fn(() => undefined)
    const first = expect(runtime.wait(check, { timeout: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' })
    await vi.advanceTimersByTimeAsync(50)
    await first
    const error = new HoldfastError('OFFLINE', 'No network.')
    const second = expect(runtime.wait(check)).rejects.toBe(error)
    runtime.work('refresh', 'waiting', error)
    await vi.advanceTimersByTimeAsync(1_000)
    await second
    const asked = check.mock.calls.length
    runtime.work('refresh', null)
    expect(check).toHaveBeenCalledTimes(asked)
  })

  test('ends with the signal of the caller, and at stop (invariants 7, 15)', async () => {
    const runtime = create()
    const { signal } = new AbortController()
    await expect(runtime.wait(() => undefined, { signal: AbortSignal.abort('gone') })).rejects.toBe('gone')
    const waiting = runtime.wait(() => undefined, { signal })
    runtime.end()
    await expect(waiting).rejects.toMatchObject({ code: 'STOPPED' })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('rejects with what the check throws', async () => {
    const check = (): never => {
      throw new HoldfastError('SIGNED_OUT', 'Nobody.')
    }
    await expect(create().wait(check)).rejects.toMatchObject({ code: 'SIGNED_OUT' })
  })
})

describe('signals', () => {
  test('calls are aborted when the session changes, not by a refresh (invariant 13)', () => {
    const runtime = create()
    runtime.dispatch(row(headOf('s1')))
    const calls = runtime.getCallSignal()
    runtime.dispatch(row({ ...headOf('s1'), grantId: 's1-g2' }))
    expect(calls.aborted).toBe(false)
    runtime.dispatch(row(headOf('s2', 'hash of bob')))
    expect(calls).toMatchObject({ aborted: true, reason: { name: 'AbortError' } })
    expect(runtime.getCallSignal().aborted).toBe(false)
  })

  test('stop aborts everything with STOPPED, and the next start begins anew (invariant 15)', () => {
    const runtime = create()
    const signals = [runtime.getCallSignal(), runtime.getLifeSignal()]
    runtime.end()
    expect(signals.map(({ reason }) => reason.code)).toEqual(['STOPPED', 'STOPPED'])
    runtime.begin()
    expect([runtime.getCallSignal().aborted, runtime.getLifeSignal().aborted]).toEqual([false, false])
  })
})
