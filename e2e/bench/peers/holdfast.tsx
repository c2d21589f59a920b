import { bearer, createSession } from '@holdfast/core'
import { SessionProvider, useSession } from '@holdfast/react'
import { mount } from './mount.tsx'

const answer = async (path: string): Promise<Response> => fetch(`/auth/${path}`, { method: 'POST' })

const session = createSession({
  source: bearer({
    signIn: () => answer('sign-in'),
    refresh: () => answer('refresh'),
    user: ({ sub, name }) => ({ id: sub, name: String(name) }),
  }),
  idleTimeout: 600_000,
})

void mount({
  Provider: ({ children }) => <SessionProvider session={session}>{children}</SessionProvider>,
  useName() {
    const { status, user } = useSession()
    return status === 'signed-in' ? user.name : null
  },
  begin: async () => {
    const { status } = await session.ready()
    if (status !== 'signed-in') await session.signIn({})
  },
  refresh: () => session.refresh(),
})
