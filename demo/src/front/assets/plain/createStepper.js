// @ts-check
import { lineNames } from '../shared/basket/basketTexts.js'
import { mostPieces } from '../shared/basket/readQuantity.js'
import { element } from '../shared/element.js'

/**
 * How many there are: two buttons and a field.
 *
 * @param {(by: 1 | -1) => void} onStep
 * @param {(text: string) => boolean} onWritten tells whether the text was taken
 */
export function createStepper(onStep, onWritten) {
  const fewer = element('button', { type: 'button', class: 'quiet square', click: () => onStep(-1) }, '−')
  const more = element('button', { type: 'button', class: 'quiet square', click: () => onStep(1) }, '+')
  const field = element('input', {
    type: 'number',
    class: 'quantity',
    min: '1',
    max: String(mostPieces),
    inputmode: 'numeric',
  })
  let shown = ''
  field.addEventListener('change', () => {
    if (!onWritten(field.value)) field.value = shown
  })

  /**
   * @param {number} quantity
   * @param {string} name
   */
  function show(quantity, name) {
    const names = lineNames(name)
    // What somebody is writing stays.
    if (field.value === shown || document.activeElement !== field) field.value = String(quantity)
    shown = String(quantity)
    field.setAttribute('aria-label', names.quantity)
    fewer.setAttribute('aria-label', names.fewer)
    more.setAttribute('aria-label', names.more)
    // Not `disabled`: that would drop the focus of whoever pressed it last.
    fewer.setAttribute('aria-disabled', String(quantity <= 1))
    more.setAttribute('aria-disabled', String(quantity >= mostPieces))
  }

  return { stepper: element('div', { class: 'stepper' }, fewer, field, more), show }
}
