// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Page } from '../../core/test/openShop.ts'
import { openSignedIn, type Vue, type Watched, watch } from '../test/openVue.ts'
import { useSessionExpiry } from './useSessionExpiry.ts'

const MINUTE = 60_000
const limits = { session: { idleTimeout: 30 * MINUTE, warnBefore: MINUTE } }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function open(): Promise<Vue & { readonly other: Page }> {
  const vue = await openSignedIn(limits)
  vi.spyOn(Date, 'now').mockImplementation(vue.shop.world.wallTime)
  return vue
}

/** Lets time pass in the world and for the page's own timers, in steps of at most `step` milliseconds. */
async function pass({ shop: { world } }: Vue, ms: number, step = ms): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await world.advance(step)
    vi.advanceTimersByTime(Math.min(step, 200))
    await nextTick()
  }
}

function countdown(): Watched & { extend(): Promise<void> } {
  let extend = async (): Promise<void> => {}
  const watched = watch(() => {
    const expiry = useSessionExpiry()
    extend = expiry.extend
    return () => `${expiry.isExpiring.value} ${expiry.timeLeft.value} ${expiry.cause.value}`
  })
  return {
    component: watched.component,
    get renders() {
      return watched.renders
    },
    extend: () => extend(),
  }
}

describe('a component with a countdown', () => {
  test('renders when the end comes near, then each second, and ticks no longer (invariants 14, 15)', async () => {
    const vue = await open()
    const watched = countdown()
    const shown = vue.mount(watched.component)
    expect(await shown.text()).toBe('false null null')
    await pass(vue, 10 * MINUTE)
    for (const { tab } of [vue.page, vue.other]) tab.input()
    await pass(vue, 28 * MINUTE)
    expect([await shown.text(), watched.renders, vi.getTimerCount()]).toEqual(['false null null', 1, 0])

    const { endsAt } = vue.page.session.expiry.getSnapshot()
    await pass(vue, (endsAt as number) - vue.shop.world.wallTime() - MINUTE + 50)
    expect([await shown.text(), watched.renders, vi.getTimerCount()]).toEqual(['true 60000 idle', 2, 1])
    await pass(vue, 3_400, 200)
    expect([await shown.text(), watched.renders]).toEqual(['true 57000 idle', 5])
    await vue.shop.world.run(watched.extend())
    expect([await shown.text(), vi.getTimerCount()]).toEqual(['false null null', 0])
    await pass(vue, 1_000)
    expect(vue.other.session.expiry.getSnapshot().isExpiring).toBe(false)
    shown.unmount()
  })

  test('stops ticking when the session ends, and when it is unmounted (invariant 15)', async () => {
    const vue = await open()
    const watched = countdown()
    const shown = vue.mount(watched.component)
    await pass(vue, 29 * MINUTE + 30_000)
    expect(await shown.text()).toMatch(/^true \d+000 idle$/)
    const other = vue.mount(countdown().component)
    expect(await other.text()).toBe(await shown.text())
    expect(vi.getTimerCount()).toBe(2)
    other.unmount()
    expect(vi.getTimerCount()).toBe(1)
    await pass(vue, MINUTE)
    expect(vue.page.session.getSnapshot()).toMatchObject({ status: 'signed-out', reason: 'idle' })
    expect([await shown.text(), vi.getTimerCount()]).toEqual(['false null null', 0])
    shown.unmount()
    expect(vue.countSubscribers()).toBe(0)
  })

  test('never shows less than nothing, though the end is late', async () => {
    const vue = await open()
    const shown = vue.mount(countdown().component)
    await pass(vue, 29 * MINUTE + 30_000)
    vi.spyOn(Date, 'now').mockReturnValue(vue.shop.world.wallTime() + 5 * MINUTE)
    vi.advanceTimersByTime(200)
    expect(await shown.text()).toBe('true 0 idle')
    shown.unmount()
  })
})
