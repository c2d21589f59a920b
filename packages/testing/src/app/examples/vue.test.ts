// @vitest-environment jsdom

import { createTestSession, type TestSession } from '@holdfast/testing'
import { SignedIn, SignedOut, sessionPlugin, useSession, useSessionExpiry } from '@holdfast/vue'
import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'

interface User {
  readonly id: string
  readonly name: string
}

const ann: User = { id: 'ann', name: 'Ann' }
const bob: User = { id: 'bob', name: 'Bob' }

/** What an app has: a header for everybody, and a page for those who are signed in. */
const Header = defineComponent(() => {
  const { activity, reason, signIn, signOut } = useSession()
  const { isExpiring, extend, timeLeft } = useSessionExpiry()
  return () =>
    h('header', [
      h(SignedIn, null, {
        default: ({ user }: { user: User }) => [
          h('p', `Hello ${user.name}`),
          h('button', { onClick: () => signOut() }, 'Sign out'),
        ],
        loading: () => h('p', 'One moment…'),
      }),
      h(SignedOut, null, {
        default: () => [
          h('p', `Signed out: ${reason.value}`),
          h('button', { onClick: () => signIn({ name: 'Ann' }) }, 'Sign in'),
        ],
      }),
      activity.value === 'waiting' && h('p', { role: 'status' }, 'No network'),
      isExpiring.value &&
        h('button', { onClick: () => extend() }, `Stay signed in, ${(timeLeft.value ?? 0) / 1_000} s left`),
    ])
})

const show = (session: TestSession<User>): void => {
  render(Header, { global: { plugins: [sessionPlugin(session)] } })
}

/** The words on the page, once Vue has rendered them. */
async function text(): Promise<string> {
  await nextTick()
  return document.body.textContent ?? ''
}

afterEach(cleanup)

test('signed in, then out by the button', async () => {
  show(createTestSession({ user: ann }))
  expect(await text()).toContain('Hello Ann')
  await fireEvent.click(screen.getByRole('button', { name: 'Sign out' }))
  expect(await text()).toContain('Signed out: signed-out')
})

test('signed out, then in by the button', async () => {
  show(createTestSession<User>({ user: null, signIn: ({ name }) => ({ id: 'ann', name }) }))
  expect(await text()).toContain('Signed out: none')
  await fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await text()).toContain('Hello Ann')
})

test('loading, then signed in', async () => {
  const session = createTestSession<User>({ user: null, status: 'loading' })
  show(session)
  expect(await text()).toBe('One moment…')
  await session.signInAs(ann)
  expect(await text()).toContain('Hello Ann')
})

test('about to expire, and answered', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  session.expiring(30_000)
  await nextTick()
  await fireEvent.click(screen.getByRole('button', { name: 'Stay signed in, 30 s left' }))
  expect(await text()).not.toContain('Stay signed in')
})

test('ended by the server', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await session.expire()
  expect(await text()).toContain('Signed out: rejected')
})

test('signed out in another tab', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await session.signOutElsewhere()
  expect(await text()).toContain('Signed out: elsewhere')
})

test('offline, and back', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  session.goOffline()
  expect(await text()).toContain('No network')
  session.goOnline()
  expect(await text()).not.toContain('No network')
})

test('another user', async () => {
  const session = createTestSession({ user: ann })
  show(session)
  await session.signInAs(bob)
  expect(await text()).toContain('Hello Bob')
})
