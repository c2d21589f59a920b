'use client'

import { isHoldfastError } from '@holdfast/core'
import { useSession } from '@holdfast/react'
import { useActionState } from 'react'

export function SignInForm() {
  const { signIn } = useSession()
  // React keeps what is submitted before the page has come alive.
  const [problem, submit, isBusy] = useActionState(async (_before: string | null, form: FormData) => {
    try {
      await signIn({ id: String(form.get('id')), password: String(form.get('password')) })
      return null
    } catch (error) {
      return isHoldfastError(error, 'SIGN_IN_REJECTED') ? 'Name and password do not match.' : 'Try again later.'
    }
  }, null)
  return (
    <form action={submit}>
      <label>
        Name <input name="id" autoComplete="username" required />
      </label>{' '}
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>{' '}
      <button type="submit" disabled={isBusy}>
        Sign in
      </button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  )
}
