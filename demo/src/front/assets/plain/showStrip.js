// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { readGeneration } from '../shared/readGeneration.js'
import { storageNames } from '../shared/readSettings.js'
import { sessionRowKey } from '../shared/sessionRowKey.js'
import { showText } from '../shared/showText.js'
import { activityWords, reasonWords, wordsForError } from '../shared/wordsFor.js'

/**
 * The session as it is: who, why, and where it is kept.
 *
 * @param {import('../shared/createShop.js').Shop} shop
 * @param {string} tab
 */
export function showStrip({ session, settings }, tab) {
  const strip = byId('strip', HTMLElement)
  const who = byId('strip-who', HTMLElement)
  const why = byId('strip-why', HTMLElement)
  const status = byId('strip-status', HTMLElement)
  const activity = byId('strip-activity', HTMLElement)
  const error = byId('strip-error', HTMLElement)
  const storage = byId('strip-storage', HTMLElement)
  const generation = byId('strip-generation', HTMLElement)
  let howItCame = 'Found signed in when the page was loaded.'
  let isReading = false
  let isStale = false

  showText(byId('strip-tab', HTMLElement), tab)
  const kept = storageNames[settings.storage]
  showText(storage, settings.encrypted ? `${kept}, encrypted` : kept)

  async function countGeneration() {
    isStale = true
    if (isReading) return
    isReading = true
    while (isStale) {
      isStale = false
      showText(generation, String((await readGeneration(sessionRowKey(session.name, settings))) ?? 'none yet'))
    }
    isReading = false
  }

  session.on('signed-in', ({ here }) => {
    howItCame = here ? 'Signed in in this tab.' : 'Signed in in another tab.'
  })
  session.on('degraded', ({ record, from, to }) => {
    if (record !== 'basket' && from !== to) showText(storage, to)
  })
  session.on('refreshed', () => void countGeneration())
  session.expiry.subscribe(() => void countGeneration())

  follow(session, (snapshot) => {
    strip.dataset['status'] = snapshot.status
    strip.dataset['activity'] = snapshot.activity
    showText(who, snapshot.user?.name ?? (snapshot.status === 'loading' ? 'Looking…' : 'Nobody'))
    showText(status, snapshot.status)
    showText(activity, snapshot.activity)
    activity.title = activityWords[snapshot.activity]
    showText(error, snapshot.error?.code ?? 'none')
    error.title = snapshot.error ? wordsForError(snapshot.error) : ''
    if (snapshot.status === 'loading') showText(why, 'Reading what this browser knows.')
    else showText(why, snapshot.reason ? reasonWords[snapshot.reason] : howItCame)
    void countGeneration()
  })
}
