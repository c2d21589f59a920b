import { createWorld } from '@holdfast/testing'
import { describe, expect, test, vi } from 'vitest'
import { bounded } from './bounded.ts'

const open = () => {
  const world = createWorld()
  return { world, clock: world.openTab().platform.clock }
}
const never = new Promise<never>(() => {})

describe('bounded work', () => {
  test('settles like the work', async () => {
    const { world, clock } = open()
    expect(await world.run(bounded(clock, 3, Promise.resolve(1), () => {}))).toBe(1)
    const failing = bounded(clock, 3, Promise.reject(new Error('no')), () => {})
    expect(await world.settle(failing)).toEqual({ status: 'rejected', reason: new Error('no') })
  })

  test('is given up after its seconds, once (invariant 8)', async () => {
    const { world, clock } = open()
    const giveUp = vi.fn()
    const working = bounded(clock, 3, never, giveUp)
    expect(await world.settle(working, { limit: 2_900 })).toEqual({ status: 'pending' })
    expect(await world.settle(working, { limit: 200 })).toMatchObject({ reason: { code: 'STORAGE_UNAVAILABLE' } })
    await world.advance(10_000)
    expect(giveUp).toHaveBeenCalledOnce()
  })

  test('is given up although giving up fails (invariant 8)', async () => {
    const { world, clock } = open()
    const working = bounded(clock, 1, never, () => {
      throw new DOMException('The transaction has finished.', 'InvalidStateError')
    })
    expect(await world.settle(working, { limit: 2_000 })).toMatchObject({ reason: { code: 'STORAGE_UNAVAILABLE' } })
  })

  test('leaves no timer (invariant 15)', async () => {
    const { world, clock } = open()
    let timers = 0
    const counting = {
      ...clock,
      setTimer(callback: () => void, delay: number) {
        timers++
        const cancel = clock.setTimer(callback, delay)
        return () => {
          timers--
          cancel()
        }
      },
    }
    await world.run(bounded(counting, 3, Promise.resolve(), () => {}))
    expect(timers).toBe(0)
  })
})
