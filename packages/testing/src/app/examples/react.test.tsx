// @vitest-environment jsdom

import { HoldfastError } from '@holdfast/core'
import { SessionProvider, SignedIn, SignedOut, useSession, useSessionExpiry } from '@holdfast/react'
import { createTestSession, type TestSession } from '@holdfast/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { JSX } from 'react'
import { afterEach, expect, test } from 'vitest'

interface User {
  readonly id: string
  readonly name: string
}

const ann: User = { id: 'ann', name: 'Ann' }
const bob: User = { id: 'bob', name: 'Bob' }

/** What an app has: a header for everybody, and a page for those who are signed in. */
function Header(): JSX.Element {
  const { activity, error, reason, signIn, signOut } = useSession()
  const { isExpiring, extend, timeLeft } = useSessionExpiry()
  return (
    <header>
      <SignedIn loading={<p>One moment…</p>}>
        {(user) => (
          <>
            <p>Hello {user.name}</p>
            <button onClick={() => void signOut()} type="button">
              Sign out
            </button>
          </>
        )}
      </SignedIn>
      <SignedOut>
        <p>Signed out: {reason}</p>
        <button onClick={() => void signIn({ name: 'Ann' }).catch(() => {})} type="button">
          Sign in
        </button>
      </SignedOut>
      {activity === 'waiting' && <p role="status">No network</p>}
      {error?.code === 'SIGN_IN_REJECTED' && <p role="alert">{error.message}</p>}
      {isExpiring && (
        <button onClick={() => void extend()} type="button">
          Stay signed in, {(timeLeft ?? 0) / 1_000} s left
        </button>
      )}
    </header>
  )
}

const show = (session: TestSession<User>): void => {
  render(
    <SessionProvider session={session}>
      <Header />
    </SessionProvider>,
  )
}

/** The words on the page. */
const text = (): string => document.body.textContent ?? ''

afterEach(cleanup)

test('signed in, then out by the button', () => {
  show(createTestSession({ user: ann }))
  expect(text()).toContain('Hello Ann')
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }))
  expect(text()).toContain('Signed out: signed-out')
})

test('signed out, then in by the button', () => {
  show(createTestSession<User>({ user: null, signIn: ({ name }) => ({ id: 'ann', name }) }))
  expect(text()).toContain('Signed out: none')
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(text()).toContain('Hello Ann')
})

test('loading, then signed in', async () => {
  const session = createTestSession<User>({ user: null, status: 'loading' })
  show(session)
  expect(text()).toBe('One moment…')
  await act(() => session.signInAs(ann))
  expect(text()).toContain('Hello Ann')
})

test('about to expire, and answered', () => {
  const session = createTestSession({ user: ann })
  show(session)
  act(() => session.expiring(30_000))
  fireEvent.click(screen.getByRole('button', { name: 'Stay signed in, 30 s left' }))
  expect(text()).not.toContain('Stay signed in')
})

test('ended by the server', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await act(() => session.expire())
  expect(text()).toContain('Signed out: rejected')
})

test('signed out in another tab', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await act(() => session.signOutElsewhere())
  expect(text()).toContain('Signed out: elsewhere')
})

test('offline, and back', () => {
  const session = createTestSession({ user: ann })
  show(session)
  act(() => session.goOffline())
  expect(screen.getByRole('status').textContent).toBe('No network')
  act(() => session.goOnline())
  expect(screen.queryByRole('status')).toBeNull()
})

test('another user', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await act(() => session.signInAs(bob))
  expect(text()).toContain('Hello Bob')
})

test('a wrong password', async () => {
  const refused = new HoldfastError('SIGN_IN_REJECTED', 'Wrong password')
  show(createTestSession<User>({ user: null, signIn: () => Promise.reject(refused) }))
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect((await screen.findByRole('alert')).textContent).toBe('Wrong password')
})
