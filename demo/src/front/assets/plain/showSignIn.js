// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'
import { fields, findMissing, readFailure } from '../shared/signInFields.js'
import { reasonWords } from '../shared/wordsFor.js'
import { showDemoAccounts } from './showDemoAccounts.js'

/**
 * The form, and why one has to fill it in.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showSignIn(shop) {
  const { session } = shop
  const panel = byId('sign-in', HTMLElement)
  const skeleton = byId('sign-in-skeleton', HTMLElement)
  const form = byId('sign-in-form', HTMLFormElement)
  const button = byId('sign-in-button', HTMLButtonElement)
  const problem = byId('sign-in-problem', HTMLElement)
  const reason = byId('sign-in-reason', HTMLElement)
  const inputs = { email: byId('email', HTMLInputElement), password: byId('password', HTMLInputElement) }

  /** @param {import('../shared/signInFields.js').FieldErrors} errors */
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
    const input = { email: inputs.email.value.trim(), password: inputs.password.value }
    const missing = findMissing(input)
    showErrors(missing)
    if (Object.keys(missing).length > 0 || button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    try {
      await session.signIn(input)
      form.reset()
    } catch (error) {
      const failure = readFailure(error)
      showErrors(failure.errors)
      showProblem(failure.problem)
    } finally {
      button.setAttribute('aria-disabled', 'false')
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })

  showDemoAccounts(shop, (account) => {
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
