// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import type { JSX } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ann, bob } from '../../core/test/openShop.ts'
import { createWho, shown } from '../test/createWho.tsx'
import { ErrorBoundary } from '../test/ErrorBoundary.tsx'
import { openApp, openSignedIn } from '../test/openApp.tsx'
import { type SessionActions, useSession } from './useSession.ts'

afterEach(cleanup)

describe('useSession()', () => {
  test('shows a sign-in, and a sign-out in another tab', async () => {
    const app = openApp()
    const { Who } = createWho()
    app.render(<Who />)
    expect(shown()).toBe('loading')
    await app.run(app.session.ready())
    expect(shown()).toBe('signed-out')
    await app.run(app.session.signIn(ann))
    expect(shown()).toBe('ann')
    const other = app.shop.open()
    await app.run(other.session.ready())
    await app.run(other.session.signOut())
    await app.advance(1_000)
    expect(shown()).toBe('signed-out')
  })

  test('renders for no focus, no news, no refresh and no activity that moves the idle limit (invariant 14)', async () => {
    const app = await openSignedIn({ session: { idleTimeout: 600_000 } })
    const counted = createWho()
    app.render(<counted.Who />)
    const other = app.shop.open()
    await app.run(other.session.ready())
    const before = counted.renders
    const snapshots = vi.fn()
    app.session.subscribe(snapshots)
    act(() => app.tab.focus())
    await app.advance(1_000)
    await app.run(app.session.refresh())
    await app.run(other.session.refresh())
    await app.advance(1_000)
    expect(snapshots, 'something did change').toHaveBeenCalled()
    const { endsAt } = app.session.expiry.getSnapshot()
    await app.advance(100_000)
    act(() => app.tab.input())
    await app.advance(100_000)
    expect(app.session.expiry.getSnapshot().endsAt).toBeGreaterThan(endsAt!)
    expect(counted.renders - before).toBe(0)
  })

  test('renders once for a user switch in another tab', async () => {
    const app = await openSignedIn()
    const counted = createWho()
    app.render(<counted.Who />)
    const before = counted.renders
    const other = app.shop.open()
    await app.run(other.session.signIn(bob))
    await app.advance(1_000)
    expect(shown()).toBe('bob')
    expect(counted.renders - before).toBe(1)
  })

  test('renders for what is read, whichever render read it first', async () => {
    const app = await openSignedIn()
    let isCurious = false
    let renders = 0
    function Curious(): JSX.Element {
      const session = useSession()
      renders++
      return <output>{isCurious ? session.activity : session.status}</output>
    }
    const { rerender } = app.render(<Curious />)
    await app.run(app.session.refresh())
    expect(renders).toBe(1)
    isCurious = true
    rerender(<Curious />)
    const refreshing = app.session.refresh()
    await act(() => app.shop.world.until(() => app.session.getSnapshot().activity === 'refreshing'))
    expect(shown()).toBe('refreshing')
    await app.run(refreshing)
    expect(shown()).toBe('idle')
  })

  test('never renders where nothing is read, and gives what does not depend on it', async () => {
    const app = openApp()
    let renders = 0
    const given: Partial<SessionActions> = {}
    function Button(): null {
      const { signIn, session } = useSession()
      expect(session).toBe(app.session)
      renders++
      given.signIn = signIn
      return null
    }
    app.render(<Button />)
    await app.run(given.signIn!(ann))
    expect(app.session.getSnapshot().user?.id).toBe('ann')
    expect(renders).toBe(1)
  })

  test('shows no stale field to a parent that renders it again', async () => {
    const app = await openSignedIn()
    let extra = false
    function Late(): JSX.Element {
      const session = useSession()
      return <output>{`${session.status} ${extra ? session.error?.code : ''}`}</output>
    }
    const { rerender } = app.render(<Late />)
    act(() => app.tab.goOffline())
    await act(() => app.shop.world.settle(app.session.refresh({ timeout: 2_000 })))
    extra = true
    rerender(<Late />)
    expect(shown()).toBe('signed-in OFFLINE')
  })
})

describe('useSession(select)', () => {
  test('renders when what it selects differs', async () => {
    const app = await openSignedIn()
    let renders = 0
    function Name(): JSX.Element {
      renders++
      return <output>{useSession(({ user }) => user?.id)}</output>
    }
    app.render(<Name />)
    expect(shown()).toBe('ann')
    await app.run(app.session.refresh())
    expect(renders).toBe(1)
    await app.run(app.session.signOut())
    expect(renders).toBe(2)
    expect(shown()).toBe('')
  })

  test('may make a new object each time, and keeps the one that is equal', async () => {
    const app = await openSignedIn()
    const seen = new Set<object>()
    const isEqual = (a: { id: unknown }, b: { id: unknown }): boolean => a.id === b.id
    let renders = 0
    function Pick(): JSX.Element {
      renders++
      const loose = useSession(({ user }) => ({ id: user?.id }))
      const kept = useSession(({ user }) => ({ id: user?.id }), isEqual)
      seen.add(kept)
      return <output>{`${loose.id} ${kept.id}`}</output>
    }
    const { rerender } = app.render(<Pick />)
    await app.run(app.session.refresh())
    rerender(<Pick />)
    expect(shown()).toBe('ann ann')
    expect(seen.size).toBe(1)
    expect(renders).toBeLessThan(8)
  })

  test('that throws reaches the error boundary', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await openSignedIn()
    function Broken(): JSX.Element {
      return (
        <output>
          {useSession(({ user }) => {
            if (!user) throw new RangeError('nobody')
            return user.id
          })}
        </output>
      )
    }
    app.render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    )
    expect(shown()).toBe('ann')
    await app.run(app.session.signOut())
    expect(screen.getByRole('alert').textContent).toBe('RangeError: nobody')
  })
})
