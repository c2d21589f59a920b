import { SignedIn, useSessionExpiry } from '@holdfast/react'
import { expiryQuestions } from '../assets/shared/expiryQuestions.js'
import { formatDuration } from '../assets/shared/formatDuration.js'
import { useHandover } from './useHandover.ts'

/** Asks before a limit ends the session, in every tab; answered in one, it is answered in all. */
export function ExpiryWarning() {
  const { isExpiring, cause } = useSessionExpiry()
  if (!isExpiring || cause === null) return null
  return (
    <SignedIn>
      <ExpiryDialogue {...expiryQuestions[cause]} />
    </SignedIn>
  )
}

function ExpiryDialogue({ title, text, canStay }: (typeof expiryQuestions)['idle']) {
  const { timeLeft, extend } = useSessionExpiry()
  const panel = useHandover<HTMLElement>('account-name')
  return (
    <section
      ref={panel}
      className="expiry"
      role="alertdialog"
      aria-labelledby="expiry-title"
      aria-describedby="expiry-text"
    >
      <div>
        <h2 id="expiry-title">{title}</h2>
        <p id="expiry-text" role="alert">
          {text}
        </p>
      </div>
      <p className="expiry-time">
        <span className="soft">Time left</span>{' '}
        <strong role="timer" aria-label="Time left">
          {formatDuration(timeLeft ?? 0)}
        </strong>
      </p>
      <button type="button" hidden={!canStay} onClick={() => void extend().catch(() => undefined)}>
        Stay signed in
      </button>
    </section>
  )
}
