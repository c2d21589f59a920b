import { beforeEach, describe, expect, test, vi } from 'vitest'
import { limitTime } from './limitTime.ts'
import type { Clock } from './Platform.ts'

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback, delay) {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}
const never = (): Promise<never> => new Promise(() => {})
const late = (): unknown => new Error('late')

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('limitTime', () => {
  test('settles as the work does, and leaves no timer (invariant 15)', async () => {
    await expect(limitTime(clock, 100, [], late, async () => 'done')).resolves.toBe('done')
    const failing = async (): Promise<never> => {
      throw new Error('mine')
    }
    await expect(limitTime(clock, 100, [], late, failing)).rejects.toThrow('mine')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('gives up work that ignores its signal, at the limit and not before (invariant 8)', async () => {
    const settled = vi.fn()
    const limited = limitTime(clock, 100, [], late, never).catch(settled)
    await vi.advanceTimersByTimeAsync(99)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await limited
    expect(settled).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'late' }))
  })

  test('counted in ticks, gives up at the limit and not when the first is overdue (invariant 8)', async () => {
    const settled = vi.fn()
    const timers: [() => void, number][] = []
    const setTimer = (callback: () => void, delay: number): (() => void) => {
      timers.push([callback, delay])
      return () => {}
    }
    const limited = limitTime({ ...clock, setTimer }, 300, [], late, never, 3).catch(settled)
    for (const count of [1, 2, 3]) {
      expect([timers.length, timers[count - 1]![1]]).toEqual([count, 100])
      await Promise.resolve()
      expect(settled).not.toHaveBeenCalled()
      timers[count - 1]![0]()
    }
    await limited
    expect([timers.length, settled.mock.calls]).toEqual([3, [[expect.objectContaining({ message: 'late' })]]])
  })

  test('counted in ticks, leaves no timer (invariant 15)', async () => {
    let finish!: (text: string) => void
    const work = () => new Promise<string>((resolve) => (finish = resolve))
    const limited = limitTime(clock, 300, [], late, work, 3)
    await vi.advanceTimersByTimeAsync(150)
    finish('done')
    await expect(limited).resolves.toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('tells the work when its time is over', async () => {
    let given: AbortSignal | undefined
    const limited = limitTime(clock, 100, [], late, (signal) => {
      given = signal
      return never()
    })
    const rejection = expect(limited).rejects.toThrow('late')
    await vi.advanceTimersByTimeAsync(100)
    await rejection
    expect(given?.aborted).toBe(true)
    expect(given?.reason).toMatchObject({ message: 'late' })
  })

  test.each([0, 1])("outer signal %i ends it, with that signal's reason", async (index) => {
    const outer = [new AbortController(), new AbortController()]
    const signals = [null, ...outer.map(({ signal }) => signal), undefined]
    const limited = limitTime(clock, 100, signals, late, never)
    outer[index]?.abort('enough')
    await expect(limited).rejects.toBe('enough')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not begin where an outer signal is over already', async () => {
    const work = vi.fn(never)
    await expect(limitTime(clock, 100, [AbortSignal.abort('before')], late, work)).rejects.toBe('before')
    expect(work).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('holds on to no outer signal once it is over (invariant 15)', async () => {
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    await limitTime(clock, 100, [signal], late, async () => {})
    const [, , options] = added.mock.calls[0] ?? []
    expect((options as AddEventListenerOptions).signal?.aborted).toBe(true)
  })
})
