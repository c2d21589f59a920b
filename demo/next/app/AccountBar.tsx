'use client'

import { SignedIn, SignedOut, useSession } from '@holdfast/react'
import { SignInForm } from './SignInForm.tsx'

/** Who is signed in: what the server knew, until the browser has looked for itself. */
export function AccountBar() {
  const { status, user, signOut } = useSession()
  return (
    <>
      <p role="status">
        {status === 'loading' ? 'Loading …' : user ? `Signed in as ${user.name}.` : 'Nobody is signed in.'}
      </p>
      <SignedIn>
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </SignedIn>
      <SignedOut>
        <SignInForm />
      </SignedOut>
    </>
  )
}
