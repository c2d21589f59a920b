import { useEffect, useRef } from 'react'
import { type SessionKind, sessionNames } from '../assets/shared/readSettings.js'
import type { ShopProps } from './ShopProps.ts'

/** Who is to keep the session, asked where one signs in. */
export function SessionChoice({ shop }: ShopProps) {
  const { chosen, choose, claimFocus } = shop.sessionChoice
  const choice = useRef<HTMLFieldSetElement>(null)

  useEffect(() => {
    if (claimFocus()) choice.current?.querySelector<HTMLElement>(':checked')?.focus()
  }, [claimFocus])

  return (
    <fieldset ref={choice} className="choice" aria-describedby="session-choice-why">
      <legend>Session</legend>
      {Object.entries(sessionNames).map(([kind, name]) => (
        <div key={kind} className="option">
          <input
            id={`session-${kind}`}
            type="radio"
            name="session"
            autoComplete="off"
            checked={kind === chosen}
            onChange={() => choose(kind as SessionKind)}
          />
          <label htmlFor={`session-${kind}`}>{name}</label>
        </div>
      ))}
      <p id="session-choice-why" className="soft">
        Another choice loads the page anew, here and in the other tabs.
      </p>
    </fieldset>
  )
}
