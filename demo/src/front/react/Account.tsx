import { SignedIn, SignedOut, useSession } from '@holdfast/react'
import { useState } from 'react'
import { wordsForError } from '../assets/shared/wordsFor.js'
import { useHandover } from './useHandover.ts'

/** Who is signed in, and the way out. */
export function Account() {
  const [problem, setProblem] = useState('')
  return (
    <>
      <div className="who">
        <SignedIn loading={<span className="skeleton skeleton-word" aria-hidden="true" />}>
          {({ name }) => <AccountName name={name} onProblem={setProblem} />}
        </SignedIn>
        <SignedOut>
          <a href="#sign-in">To sign-in</a>
        </SignedOut>
      </div>
      <p className="notice bad alone whole" role="alert" hidden={problem === ''}>
        {problem}
      </p>
    </>
  )
}

function AccountName({ name, onProblem }: { readonly name: string; readonly onProblem: (problem: string) => void }) {
  const { activity, signOut } = useSession()
  const ref = useHandover<HTMLDivElement>('sign-in-title')

  async function leave() {
    onProblem('')
    await signOut().catch((error) => onProblem(`You are not signed out yet. ${wordsForError(error)}`))
  }

  return (
    <div ref={ref} className="who-in">
      <span className="unseen">Signed in as </span>
      <strong id="account-name" tabIndex={-1}>
        {name}
      </strong>
      <button type="button" className="quiet small" aria-disabled={activity === 'signing-out'} onClick={leave}>
        Sign out
      </button>
    </div>
  )
}
