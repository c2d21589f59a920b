import { useSession } from '@holdfast/react'
import type { JSX } from 'react'

export function App(): JSX.Element {
  const { status, user, signIn } = useSession()
  return (
    <>
      <output>first {user?.id ?? status}</output>
      <button type="button" onClick={() => signIn()}>
        Sign in
      </button>
    </>
  )
}
