// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ann } from '../../core/test/openShop.ts'
import { openApp } from '../test/openApp.tsx'
import { SignedIn } from './SignedIn.tsx'
import { SignedOut } from './SignedOut.tsx'

afterEach(cleanup)

const page = (
  <>
    <SignedIn loading="(in?)" fallback="(guest)">
      {(user) => `(hello ${user.id})`}
    </SignedIn>
    <SignedIn when={({ id }) => id === 'bob'} fallback="(not bob)">
      (bob)
    </SignedIn>
    <SignedIn>(orders)</SignedIn>
    <SignedOut loading="(out?)">(sign in)</SignedOut>
  </>
)

test('<SignedIn> and <SignedOut> show what is for whoever is there', async () => {
  const app = openApp()
  const { container } = app.render(page)
  expect(container.textContent).toBe('(in?)(out?)')
  await app.run(app.session.ready())
  expect(container.textContent).toBe('(guest)(not bob)(sign in)')
  await app.run(app.session.signIn(ann))
  expect(container.textContent).toBe('(hello ann)(not bob)(orders)')
  expect(screen.queryByText('(bob)')).toBeNull()
})
