// @ts-check
import { byId } from '../shared/element.js'
import { showText } from '../shared/showText.js'

/** @typedef {import('./createControlClient.js').ServerSettings} ServerSettings */
/** @typedef {import('./createControlClient.js').ServerFailures} ServerFailures */

const numbers = ['tokenLifetime', 'graceMs', 'delay', 'answerDelay', 'ordersDelay', 'sessionLifetime']
const flags = ['replay', 'rejectAccessTokens', 'storeDown']

/**
 * How the back end behaves.
 *
 * @param {import('./createControlClient.js').ControlClient} control
 */
export function showServerForm(control) {
  const form = byId('server-form', HTMLFormElement)
  const said = byId('server-said', HTMLElement)
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name))
  /** @param {string} name */
  const flag = (name) => /** @type {HTMLInputElement} */ (field(name))

  function showDetails() {
    const isBroken = field('endpoint').value !== ''
    const kind = field('kind').value
    for (const name of ['kind', 'count']) field(name).disabled = !isBroken
    for (const shown of form.querySelectorAll('[data-for]')) {
      const isUsed = isBroken && shown.getAttribute('data-for')?.split(' ').includes(kind)
      shown.toggleAttribute('hidden', !isUsed)
    }
  }

  /** @param {ServerSettings} settings */
  function show(settings) {
    for (const name of [...numbers, 'rotation']) field(name).value = String(settings[name])
    for (const name of flags) flag(name).checked = settings[name] === true
    const { failures } = settings
    field('endpoint').value = failures?.endpoint ?? ''
    field('kind').value = failures?.kind ?? 'status'
    for (const name of /** @type {const} */ (['count', 'status', 'retryAfter', 'value']))
      field(name).value = String(failures?.[name] ?? '')
    showDetails()
  }

  /** @returns {ServerFailures | null} */
  function readFailures() {
    const [endpoint, kind, count] = ['endpoint', 'kind', 'count'].map((name) => field(name).value)
    if (!endpoint || !kind) return null
    /** @param {string} name */
    const text = (name) => (field(name).closest('[hidden]') ? '' : field(name).value.trim())
    const retryAfter = Number(text('retryAfter'))
    return {
      endpoint,
      kind,
      count: count ? Number(count) : null,
      ...(text('status') && { status: Number(text('status')) }),
      ...(text('retryAfter') && { retryAfter: Number.isNaN(retryAfter) ? text('retryAfter') : retryAfter }),
      ...(text('value') && { value: text('value') }),
    }
  }

  async function apply() {
    const some = {
      ...Object.fromEntries(numbers.map((name) => [name, Number(field(name).value)])),
      ...Object.fromEntries(flags.map((name) => [name, flag(name).checked])),
      rotation: field('rotation').value,
      failures: readFailures(),
    }
    showText(said, '')
    try {
      show(await control.change(some))
      showText(said, 'Applied.')
    } catch (error) {
      showText(said, `Not applied: ${/** @type {Error} */ (error).message}`)
    }
  }

  form.addEventListener('change', showDetails)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void apply()
  })
  control.settings().then(show, () => showText(said, 'The server does not answer. Load this page again.'))
  showDetails()

  return { show }
}
