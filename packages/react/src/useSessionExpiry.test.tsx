// @vitest-environment jsdom
import { act, cleanup } from '@testing-library/react'
import type { JSX } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { shown } from '../test/createWho.tsx'
import { type App, openSignedIn } from '../test/openApp.tsx'
import { type SessionExpiry, useSessionExpiry } from './useSessionExpiry.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A minute without input ends the session, of which half is warned. */
async function openExpiring(): Promise<{ app: App; seen: SessionExpiry[]; pass(ms: number): Promise<void> }> {
  const app = await openSignedIn({ session: { idleTimeout: 60_000, warnBefore: 30_000 } })
  const seen: SessionExpiry[] = []
  vi.setSystemTime(app.shop.world.wallTime())
  function Countdown(): JSX.Element {
    const expiry = useSessionExpiry()
    seen.push(expiry)
    return <output>{String(expiry.timeLeft)}</output>
  }
  app.render(<Countdown />)
  const pass = async (ms: number): Promise<void> => {
    await app.advance(ms)
    await act(() => vi.advanceTimersByTimeAsync(ms))
  }
  return { app, seen, pass }
}

test('ticks by whole seconds while the session is about to end, and at no other time (invariants 14, 15)', async () => {
  const { seen, pass } = await openExpiring()
  await pass(29_000)
  expect(seen).toHaveLength(1)
  expect(seen[0]).toMatchObject({ isExpiring: false, timeLeft: null, cause: null })
  expect(vi.getTimerCount()).toBe(0)
  await pass(1_500)
  expect(seen.at(-1)).toMatchObject({ isExpiring: true, cause: 'idle', timeLeft: 30_000 })
  const before = seen.length
  for (let second = 0; second < 3; second++) await pass(1_000)
  expect(seen.length - before).toBe(3)
  expect(shown()).toBe('27000')
})

test('stops once the answer is to stay', async () => {
  const { app, seen, pass } = await openExpiring()
  await pass(31_000)
  await app.run(seen.at(-1)!.extend())
  expect(seen.at(-1)).toMatchObject({ isExpiring: false, timeLeft: null })
  expect(vi.getTimerCount()).toBe(0)
})

test('ends with the session, and with the component', async () => {
  const { app, seen, pass } = await openExpiring()
  await pass(31_000)
  expect(vi.getTimerCount()).toBe(1)
  await pass(31_000)
  expect(app.session.getSnapshot().reason).toBe('idle')
  expect(seen.at(-1)!.isExpiring).toBe(false)
  cleanup()
  expect(vi.getTimerCount()).toBe(0)
})
