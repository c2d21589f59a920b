import { createAuthClient } from 'better-auth/react'
import { mount } from './mount.tsx'

const client = createAuthClient()
let refetch: () => unknown = () => {}

void mount({
  Provider: ({ children }) => children,
  useName() {
    const session = client.useSession()
    refetch = session.refetch
    return session.data?.user.name ?? null
  },
  refresh: async () => refetch(),
})
