// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'
import { reasonWords, wordsForError } from '../shared/wordsFor.js'
import { showDemoAccounts } from './showDemoAccounts.js'

const fields = /** @type {const} */ (['email', 'password'])
/** @typedef {typeof fields[number]} Field */

/** @type {Record<Field, string>} */
const missing = { email: 'Enter your e-mail address.', password: 'Enter your password.' }

/**
 * The form, and why one has to fill it in.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 */
export function showSignIn({ session }) {
  const panel = byId('sign-in', HTMLElement)
  const skeleton = byId('sign-in-skeleton', HTMLElement)
  const form = byId('sign-in-form', HTMLFormElement)
  const button = byId('sign-in-button', HTMLButtonElement)
  const problem = byId('sign-in-problem', HTMLElement)
  const reason = byId('sign-in-reason', HTMLElement)
  const inputs = { email: byId('email', HTMLInputElement), password: byId('password', HTMLInputElement) }

  /** @param {Partial<Record<Field, string>>} errors */
  function showErrors(errors) {
    for (const field of fields) {
      const shown = byId(`${field}-error`, HTMLElement)
      showText(shown, errors[field] ?? '')
      shown.hidden = !errors[field]
      if (errors[field]) {
        inputs[field].setAttribute('aria-invalid', 'true')
        inputs[field].setAttribute('aria-describedby', shown.id)
      } else {
        inputs[field].removeAttribute('aria-invalid')
        inputs[field].removeAttribute('aria-describedby')
      }
    }
    const first = fields.find((field) => errors[field])
    if (first) inputs[first].focus()
  }

  /** @param {string} text */
  function showProblem(text) {
    showText(problem, text)
    problem.hidden = text === ''
  }

  async function submit() {
    showProblem('')
    const empty = fields.filter((field) => inputs[field].value === '')
    showErrors(Object.fromEntries(empty.map((field) => [field, missing[field]])))
    if (empty.length > 0 || button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    try {
      await session.signIn({ email: inputs.email.value.trim(), password: inputs.password.value })
      form.reset()
    } catch (error) {
      if (globalThis.Holdfast?.isHoldfastError(error, 'SIGN_IN_REJECTED')) showErrors(readRefusal(error.detail))
      else showProblem(wordsForError(error))
    } finally {
      button.setAttribute('aria-disabled', 'false')
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })

  showDemoAccounts(session, (account) => {
    showErrors({})
    showProblem('')
    inputs.email.value = account.email
    inputs.password.value = account.password
    button.focus()
  })

  // A quick start shows no skeleton, so that nothing moves when it goes.
  setTimeout(() => {
    skeleton.hidden = session.getSnapshot().status !== 'loading'
  }, 250)
  follow(session, ({ status, activity, reason: why }) => {
    const hadFocus = panel.contains(document.activeElement)
    if (status !== 'loading') skeleton.hidden = true
    panel.hidden = status !== 'signed-out'
    showText(button, activity === 'signing-in' ? 'Signing in…' : 'Sign in')
    showText(reason, why && why !== 'none' ? reasonWords[why] : '')
    reason.hidden = reason.textContent === ''
    if (status === 'signed-in') {
      form.reset()
      showErrors({})
      showProblem('')
      if (hadFocus) byId('account-name', HTMLElement).focus()
    }
  })
}

/**
 * What the identity service said of the fields.
 *
 * @param {unknown} detail
 * @returns {Partial<Record<Field, string>>}
 */
function readRefusal(detail) {
  const { message, fields: told } = /** @type {{ message?: unknown, fields?: Record<string, unknown> }} */ (
    detail ?? {}
  )
  const errors = Object.fromEntries(
    fields.filter((field) => told?.[field]).map((field) => [field, String(told?.[field])]),
  )
  if (Object.keys(errors).length > 0) return errors
  return { password: typeof message === 'string' ? message : wordsForError({ code: 'SIGN_IN_REJECTED' }) }
}
