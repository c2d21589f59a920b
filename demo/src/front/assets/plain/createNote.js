// @ts-check
import { lineNames } from '../shared/basket/basketTexts.js'
import { element } from '../shared/element.js'
import { showText } from '../shared/showText.js'

/**
 * A gift note, behind what it says.
 *
 * @param {(text: string) => void} onWritten
 */
export function createNote(onWritten) {
  const summary = element('summary')
  const field = element('input', {
    type: 'text',
    maxlength: '120',
    autocomplete: 'off',
    placeholder: 'Happy birthday!',
  })
  const note = element('details', { class: 'gift-note' }, summary, field)
  let shown = ''
  field.addEventListener('change', () => onWritten(field.value))
  field.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter') return
    note.open = false
    summary.focus()
  })

  /**
   * @param {string} text
   * @param {string} name
   */
  function show(text, name) {
    showText(summary, text ? `Gift note: ${text}` : 'Add a gift note')
    if (field.value === shown || document.activeElement !== field) field.value = text
    shown = text
    field.setAttribute('aria-label', lineNames(name).note)
  }

  return { note, show }
}
