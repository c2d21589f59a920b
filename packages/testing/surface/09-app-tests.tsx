import { createTestSession } from '@holdfast/testing'
import { SessionProvider } from '@holdfast/react'
import { Providers } from '../../react/surface/06-react.tsx'
const alice = { id: 'a', name: 'Alice', permissions: [] }
const s = createTestSession({ user: alice })
export const ui = <SessionProvider session={s}><Providers initial={undefined}>x</Providers></SessionProvider>
await s.expire(); s.goOffline(); s.expiring(30_000)
createTestSession<typeof alice>({ user: null })
