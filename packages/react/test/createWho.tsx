import { screen } from '@testing-library/react'
import type { JSX } from 'react'
import { useSession } from '../src/useSession.ts'

export interface Counted {
  renders: number
  readonly Who: () => JSX.Element
}

/** A component that shows who is signed in, and how often it was rendered. */
export function createWho(): Counted {
  const counted: Counted = {
    renders: 0,
    Who() {
      const { status, user } = useSession()
      counted.renders++
      return <output>{user?.id ?? status}</output>
    },
  }
  return counted
}

/** What the page's one `<output>` says. */
export const shown = (): string | null => screen.getByRole('status').textContent
