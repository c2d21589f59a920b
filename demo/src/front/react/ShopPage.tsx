import { SignedIn, SignedOut } from '@holdfast/react'
import { Basket } from './Basket.tsx'
import { Catalogue } from './Catalogue.tsx'
import { Orders } from './Orders.tsx'
import type { ShopProps } from './ShopProps.ts'
import { SignIn } from './SignIn.tsx'
import { SignInSkeleton } from './SignInSkeleton.tsx'

/** All of the shop on one page. */
export function ShopPage({ shop }: ShopProps) {
  return (
    <main className="shop">
      <h1 className="unseen">The Chandlery</h1>
      <SignedOut loading={<SignInSkeleton />}>
        <SignIn shop={shop} />
      </SignedOut>
      <Catalogue shop={shop} />
      <Basket shop={shop} />
      <SignedIn>
        <Orders shop={shop} />
      </SignedIn>
    </main>
  )
}
