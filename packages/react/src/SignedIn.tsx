import type { RegisteredSession, UserOf } from '@holdfast/core'
import type { ReactNode } from 'react'
import { useSession } from './useSession.ts'

type User = UserOf<RegisteredSession>

export interface SignedInProps {
  /** What to show; a function is given the user. */
  readonly children?: ReactNode | ((user: User) => ReactNode)
  /** Who may see it. What it hides is only out of sight: what must not be had, the server must refuse. @default everybody */
  readonly when?: (user: User) => boolean
  /** Shown as long as it is not known who is signed in. @default nothing */
  readonly loading?: ReactNode
  /** Shown to everybody else. @default nothing */
  readonly fallback?: ReactNode
}

/** Shows its children while somebody is signed in. Throws `NOT_PROVIDED` outside a `<SessionProvider>`. */
export function SignedIn({ children, when, loading, fallback }: SignedInProps): ReactNode {
  const { status, user } = useSession()
  if (status === 'loading') return loading
  if (!user || (when && !when(user))) return fallback
  return typeof children === 'function' ? children(user) : children
}
