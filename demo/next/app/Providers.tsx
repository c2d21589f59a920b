'use client'

import type { Initial } from '@holdfast/core'
import { SessionProvider } from '@holdfast/react'
import type { ReactNode } from 'react'
import { session, type User } from '../session.ts'

interface ProvidersProps {
  readonly initial: Initial<User>
  readonly children: ReactNode
}

/** Carries `initial` from the server to the browser; the session itself cannot travel, so each side has its own. */
export function Providers({ initial, children }: ProvidersProps) {
  return (
    <SessionProvider session={session} initial={initial}>
      {children}
    </SessionProvider>
  )
}
