// @ts-check
import { wordsForError } from './wordsFor.js'

export const fields = /** @type {const} */ (['email', 'password'])

/** @typedef {typeof fields[number]} Field */
/** @typedef {Record<Field, string>} SignInInput */
/** @typedef {Partial<SignInInput>} FieldErrors */

const noCookie =
  'Nobody was signed in: this browser keeps no cookie for the shop. Allow its cookies, and sign in again.'

/** @type {SignInInput} */
const missing = { email: 'Enter your e-mail address.', password: 'Enter your password.' }

/**
 * What is missing in the form.
 *
 * @param {SignInInput} input
 * @returns {FieldErrors}
 */
export function findMissing(input) {
  return Object.fromEntries(fields.filter((field) => input[field] === '').map((field) => [field, missing[field]]))
}

/**
 * Why signing in failed: said of fields, or of all.
 *
 * @param {unknown} error
 * @returns {{ readonly errors: FieldErrors, readonly problem: string }}
 */
export function readFailure(error) {
  const { code, detail, cause } = /** @type {{ code?: string, detail?: unknown, cause?: { code?: string } }} */ (
    error ?? {}
  )
  if (code !== 'SIGN_IN_REJECTED') return { errors: {}, problem: wordsForError(error) }
  const said = /** @type {{ error?: unknown, message?: unknown, fields?: Record<string, unknown> }} */ (detail ?? {})
  // The server took the input, or the token for its form, and afterwards knew nothing of it.
  if (cause?.code === 'REFRESH_REJECTED' || said.error === 'csrf') return { errors: {}, problem: noCookie }
  const { message, fields: told } = said
  const errors = Object.fromEntries(
    fields.filter((field) => told?.[field]).map((field) => [field, String(told?.[field])]),
  )
  if (Object.keys(errors).length > 0) return { errors, problem: '' }
  return { errors: { password: typeof message === 'string' ? message : wordsForError(error) }, problem: '' }
}
