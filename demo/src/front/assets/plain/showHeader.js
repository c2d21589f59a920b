// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'
import { wordsForError } from '../shared/wordsFor.js'

/**
 * Who is signed in, and the way out.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showHeader({ session }) {
  const account = byId('account', HTMLElement)
  const name = byId('account-name', HTMLElement)
  const signOut = byId('sign-out', HTMLButtonElement)
  const signInLink = byId('sign-in-link', HTMLAnchorElement)
  const skeleton = byId('account-skeleton', HTMLElement)
  const problem = byId('account-problem', HTMLElement)
  let hasSignedOutHere = false

  signOut.addEventListener('click', async () => {
    hasSignedOutHere = true
    problem.hidden = true
    try {
      await session.signOut()
    } catch (error) {
      showText(problem, `You are not signed out yet. ${wordsForError(error)}`)
      problem.hidden = false
    }
  })

  follow(session, ({ status, user, activity }) => {
    skeleton.hidden = status !== 'loading'
    account.hidden = status !== 'signed-in'
    signInLink.hidden = status !== 'signed-out'
    showText(name, user?.name ?? '')
    signOut.setAttribute('aria-disabled', String(activity === 'signing-out'))
    // Once the form is shown, which is drawn after this.
    if (status === 'signed-out' && hasSignedOutHere) queueMicrotask(() => byId('sign-in-title', HTMLElement).focus())
    if (status === 'signed-out') hasSignedOutHere = false
  })
}
