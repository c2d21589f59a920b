// @ts-check
import { byId, element } from '../shared/element.js'
import { sessionNames, settingsKey, storageNames, storedSettings } from '../shared/readSettings.js'
import { showText } from '../shared/showText.js'

const names = ['session', 'storage', 'encrypted', 'idle', 'maxage', 'warn', 'leeway']

/** How the shop keeps a session in this browser. */
export function showBrowserForm() {
  const form = byId('browser-form', HTMLFormElement)
  const said = byId('browser-said', HTMLElement)
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name))

  for (const [value, name] of Object.entries(sessionNames)) field('session').append(element('option', { value }, name))
  for (const [value, name] of Object.entries(storageNames)) field('storage').append(element('option', { value }, name))

  function show() {
    const stored = storedSettings()
    for (const name of names) field(name).value = stored[name] ?? ''
    if (!field('session').value) field('session').value = 'tokens'
    if (!field('storage').value) field('storage').value = 'indexeddb'
  }

  /** @param {() => void} change */
  function keep(change) {
    try {
      change()
      showText(said, 'Saved. Load the shop again to see it.')
    } catch {
      showText(
        said,
        'This browser does not let the page store anything. Put it into the address instead, like /plain?idle=30.',
      )
    }
    show()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const filled = names.filter((name) => field(name).value !== '').map((name) => [name, field(name).value])
    keep(() => localStorage.setItem(settingsKey, JSON.stringify(Object.fromEntries(filled))))
  })
  byId('forget', HTMLButtonElement).addEventListener('click', () => keep(() => localStorage.removeItem(settingsKey)))
  show()
}
