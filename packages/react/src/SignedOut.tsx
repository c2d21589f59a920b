import type { ReactNode } from 'react'
import { SignedIn } from './SignedIn.tsx'

export interface SignedOutProps {
  readonly children?: ReactNode
  /** Shown as long as it is not known who is signed in. @default nothing */
  readonly loading?: ReactNode
}

/** Shows its children while nobody is signed in. Throws `NOT_PROVIDED` outside a `<SessionProvider>`. */
export function SignedOut({ children, loading }: SignedOutProps): ReactNode {
  return <SignedIn loading={loading} fallback={children} />
}
