import type { JSX, ReactNode } from 'react'
import { useSession } from './useSession.ts'

export interface SignedOutProps {
  readonly children?: ReactNode
  /** Shown as long as it is not known who is signed in. @default nothing */
  readonly loading?: ReactNode
}

/** Shows its children while nobody is signed in. Throws `NOT_PROVIDED` outside a `<SessionProvider>`. */
export function SignedOut({ children, loading = null }: SignedOutProps): JSX.Element {
  const { status } = useSession()
  return <>{status === 'signed-out' ? children : status === 'loading' ? loading : null}</>
}
