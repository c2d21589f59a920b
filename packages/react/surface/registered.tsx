import { SessionProvider, SignedIn, useSession, useSessionExpiry } from '@holdfast/react'
import { session, type User } from '../../core/surface/01-own-api.ts'

export function Registered() {
  const { status, user, reason, error, signIn, session: own } = useSession()
  const same: typeof session = own
  if (status === 'signed-in') {
    const name: string = user.name
    const none: null = reason
    void [name, none]
  } else {
    const nobody: null = user
    void nobody
    // @ts-expect-error nobody is signed in
    void user.name
  }
  if (status === 'signed-out') {
    const why: 'none' | 'signed-out' | 'elsewhere' | 'rejected' | 'idle' | 'max-age' | 'wiped' = reason
    void why
  }
  void signIn({ email: 'a', password: 'b' })
  // @ts-expect-error the input is typed by the registered session
  void signIn({ email: 'a' })
  // @ts-expect-error an input is needed
  void signIn()
  const permissions: readonly string[] | undefined = useSession((s) => s.user?.permissions)
  // @ts-expect-error there is no such field
  useSession((s) => s.token)
  // @ts-expect-error what compares is given what is selected
  useSession((s) => s.status, (a: number, b: number) => a === b)
  const { timeLeft } = useSessionExpiry()
  // @ts-expect-error it may not be expiring
  const seconds: number = timeLeft
  return (
    <SessionProvider session={same} initial={{ user: { id: 'a', name: 'Ann', permissions: [] } }}>
      <SignedIn when={(u: User) => u.permissions.includes('admin')}>{(u) => u.name}</SignedIn>
      {/* @ts-expect-error the user is the registered one's */}
      <SignedIn>{(u) => u.age}</SignedIn>
      {String([permissions, seconds, error?.code])}
    </SessionProvider>
  )
}
// @ts-expect-error a provider needs a session
export const lost = <SessionProvider />
// @ts-expect-error who was signed in is the registered user
export const other = <SessionProvider session={session} initial={{ user: { id: 'a' } }} />
/** A layout passes on what its server may not know. */
export const passed = (initial: { user: User } | undefined) => <SessionProvider session={session} initial={initial} />
