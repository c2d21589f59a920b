import { beforeEach, describe, expect, test, vi } from 'vitest'
import { lockOf } from '../session/lockOf.ts'
import type { Clock, Platform } from './Platform.ts'
import { underLock } from './underLock.ts'

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback, delay) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}
type Ask = (name: string, options: { signal: AbortSignal }, work: () => Promise<unknown>) => Promise<unknown>
const withLocks = (request: Ask): Pick<Platform, 'locks' | 'clock'> => ({
  clock,
  locks: { request: request as LockManager['request'] },
})
const granting: Ask = (_name, _options, work) => work()
/** As a browser does while another tab holds the lock. */
const queueing: Ask = (_name, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('underLock', () => {
  test('runs the work under the lock of that name', async () => {
    const request = vi.fn(granting)
    const work = vi.fn(async (isLocked: boolean) => `locked: ${isLocked}`)
    await expect(underLock(withLocks(request), 'mine', 100, work)).resolves.toBe('locked: true')
    expect(request).toHaveBeenCalledExactlyOnceWith('mine', expect.anything(), expect.any(Function))
    expect(work).toHaveBeenCalledOnce()
  })

  test('never steals, since the code of a victim runs on', async () => {
    const request = vi.fn(granting)
    await underLock(withLocks(request), 'mine', 100, async () => {})
    expect(request.mock.calls[0]?.[1]).not.toHaveProperty('steal')
  })

  test('goes on without the lock at the limit, and not before (invariant 8)', async () => {
    const work = vi.fn(async (isLocked: boolean) => isLocked)
    const result = underLock(withLocks(queueing), 'mine', 100, work)
    await vi.advanceTimersByTimeAsync(99)
    expect(work).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await expect(result).resolves.toBe(false)
    expect(work).toHaveBeenCalledOnce()
  })

  test('the limit is for the wait: work that has begun is not cut short', async () => {
    let finish: (text: string) => void = () => {}
    const done = new Promise<string>((resolve) => {
      finish = resolve
    })
    const signals: AbortSignal[] = []
    const request: Ask = (_name, { signal }, work) => {
      signals.push(signal)
      return work()
    }
    const result = underLock(withLocks(request), 'mine', 100, () => done)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(signals[0]?.aborted).toBe(false)
    finish('late, but done')
    await expect(result).resolves.toBe('late, but done')
  })

  test.each<[string, () => Pick<Platform, 'locks' | 'clock'>]>([
    ['there are no locks (insecure origin)', () => ({ clock, locks: undefined })],
    [
      'the request is refused (site data blocked)',
      () => withLocks(() => Promise.reject(new DOMException('no', 'SecurityError'))),
    ],
    [
      'the getter throws (site data blocked)',
      () => ({
        clock,
        get locks(): never {
          throw new DOMException('no', 'SecurityError')
        },
      }),
    ],
  ])('runs without a lock where %s (invariant 8)', async (_, platform) => {
    await expect(underLock(platform(), 'mine', 100, async (isLocked) => isLocked)).resolves.toBe(false)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('work that fails under the lock is not run a second time', async () => {
    const work = vi.fn(async () => {
      throw new Error('mine')
    })
    await expect(underLock(withLocks(granting), 'mine', 100, work)).rejects.toThrow('mine')
    expect(work).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('sessions of one row queue at one lock, wherever the row is kept', () => {
  expect(lockOf({ name: 'session:%2Fauth', access: { rowKey: 'session:%2Fauth' } })).toBe('holdfast:session:%2Fauth')
  expect(lockOf({ name: 'session:%2Fauth', access: { rowKey: null } })).toBe('holdfast:session:%2Fauth')
})
