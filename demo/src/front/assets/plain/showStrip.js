// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'
import { activityWords, wordsForError, wordsForWhy } from '../shared/wordsFor.js'

/**
 * The session as it is: who, why, and where it is kept.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showStrip({ session, facts, tabNews }) {
  const strip = byId('strip', HTMLElement)
  const who = byId('strip-who', HTMLElement)
  const why = byId('strip-why', HTMLElement)
  const status = byId('strip-status', HTMLElement)
  const activity = byId('strip-activity', HTMLElement)
  const error = byId('strip-error', HTMLElement)
  const storage = byId('strip-storage', HTMLElement)
  const generation = byId('strip-generation', HTMLElement)

  function render() {
    const snapshot = session.getSnapshot()
    const known = facts.getSnapshot()
    strip.dataset['status'] = snapshot.status
    strip.dataset['activity'] = snapshot.activity
    showText(who, snapshot.user?.name ?? (snapshot.status === 'loading' ? 'Looking…' : 'Nobody'))
    showText(why, wordsForWhy(snapshot, known.howItCame))
    showText(status, snapshot.status)
    showText(activity, snapshot.activity)
    activity.title = activityWords[snapshot.activity]
    showText(error, snapshot.error?.code ?? 'none')
    error.title = snapshot.error ? wordsForError(snapshot.error) : ''
    showText(storage, known.storage)
    showText(generation, known.generation)
  }

  showText(byId('strip-tab', HTMLElement), tabNews.tab)
  facts.subscribe(render)
  follow(session, render)
}
