import { useSession } from '@holdfast/react'
import { type FormEvent, useRef, useState } from 'react'
import type { DemoAccount } from '../assets/shared/createAccounts.js'
import { type FieldErrors, fields, findMissing, readFailure, type SignInInput } from '../assets/shared/signInFields.js'
import { reasonWords } from '../assets/shared/wordsFor.js'
import { DemoAccounts } from './DemoAccounts.tsx'
import { Field } from './Field.tsx'
import { SessionChoice } from './SessionChoice.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useHandover } from './useHandover.ts'

const nothing: SignInInput = { email: '', password: '' }

/** The form, and why one has to fill it in. */
export function SignIn({ shop }: ShopProps) {
  const { reason, activity, signIn } = useSession()
  const [input, setInput] = useState(nothing)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState('')
  const panel = useHandover<HTMLElement>('account-name')
  const button = useRef<HTMLButtonElement>(null)
  const isBusy = activity === 'signing-in'
  const why = reason && reason !== 'none' ? reasonWords[reason] : ''

  function tell(told: FieldErrors, of: string) {
    setErrors(told)
    setProblem(of)
    const first = fields.find((field) => told[field])
    if (first) document.getElementById(first)?.focus()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const given = { ...input, email: input.email.trim() }
    const missing = findMissing(given)
    tell(missing, '')
    if (Object.keys(missing).length > 0 || isBusy) return
    await signIn(given).catch((error: unknown) => {
      const failure = readFailure(error)
      tell(failure.errors, failure.problem)
    })
  }

  function choose({ email, password }: DemoAccount) {
    tell({}, '')
    setInput({ email, password })
    button.current?.focus()
  }

  return (
    <section ref={panel} id="sign-in" className="panel at-account" aria-labelledby="sign-in-title">
      <h2 id="sign-in-title" tabIndex={-1}>
        Sign in
      </h2>
      <p className="notice" role="status" hidden={why === ''}>
        {why}
      </p>
      <SessionChoice shop={shop} />
      <form noValidate aria-labelledby="sign-in-title" onSubmit={submit}>
        <Field
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          value={input.email}
          error={errors.email}
          onValue={(email) => setInput({ ...input, email })}
        />
        <Field
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          value={input.password}
          error={errors.password}
          onValue={(password) => setInput({ ...input, password })}
        />
        <p className="notice bad" role="alert" hidden={problem === ''}>
          {problem}
        </p>
        <button ref={button} type="submit" className="wide" aria-disabled={isBusy}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <DemoAccounts shop={shop} onChosen={choose} />
    </section>
  )
}
