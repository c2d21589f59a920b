import { SignedIn, SignedOut } from '@holdfast/react'
import { Navigate, useSearchParams } from 'react-router'
import { returnPath } from '../assets/shared/signInPath.js'
import type { ShopProps } from './ShopProps.ts'
import { SignIn } from './SignIn.tsx'
import { SignInSkeleton } from './SignInSkeleton.tsx'

/** Where one lands who must sign in first; leads back from there. */
export function SignInPage({ shop }: ShopProps) {
  const [query] = useSearchParams()
  return (
    <main id="content" className="page" tabIndex={-1}>
      <h1>Please sign in first</h1>
      <SignedOut loading={<SignInSkeleton />}>
        <SignIn shop={shop} />
      </SignedOut>
      <SignedIn>
        <Navigate to={returnPath(query.get('returnTo'))} replace />
      </SignedIn>
    </main>
  )
}
