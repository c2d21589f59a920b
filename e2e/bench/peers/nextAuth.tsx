import { SessionProvider, useSession } from 'next-auth/react'
import { mount } from './mount.tsx'

let update: () => Promise<unknown> = async () => {}

void mount({
  Provider: ({ children }) => <SessionProvider>{children}</SessionProvider>,
  useName() {
    const session = useSession()
    update = session.update
    return session.status === 'authenticated' ? (session.data.user?.name ?? null) : null
  },
  refresh: () => update(),
})
