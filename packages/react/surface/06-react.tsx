import { SessionProvider, SignedIn, SignedOut, useSession, useSessionExpiry } from '@holdfast/react'
import { session, type User } from '../../core/surface/01-own-api.ts'
function Bar() {
  const { status, user, reason, signOut } = useSession()
  const name = useSession((s) => s.user?.name)
  if (status === 'loading') return null
  if (status === 'signed-out') return <p>{reason === 'idle' ? 'You were away' : reason}</p>
  const u: User = user
  return <button onClick={() => signOut({ everywhere: true })}>{u.name}{name}</button>
}
function Dialog() {
  const { isExpiring, timeLeft, extend } = useSessionExpiry()
  return isExpiring ? <dialog open>{Math.ceil((timeLeft ?? 0) / 1000)}<button onClick={extend}>Stay</button></dialog> : null
}
// Next.js app router: layout.tsx (server) -> Providers (client)
export function Providers({ initial, children }: { initial: { user: User } | null | undefined; children: React.ReactNode }) {
  return <SessionProvider session={session} {...(initial === undefined ? {} : { initial })}><Bar /><Dialog />{children}
    <SignedIn when={(u) => u.permissions.includes('admin')} loading={<i />}>{(u) => <b>{u.name}</b>}</SignedIn><SignedOut><a href="/in">in</a></SignedOut></SessionProvider>
}
