// @ts-check
import { byId, element } from '../shared/element.js'

/**
 * A button that goes away with what it is in: the focus passes to the basket, next to the way back.
 *
 * @param {string} text
 * @param {() => Promise<void>} onPress
 * @param {string} [name] for those who do not see where it stands
 */
export function createLeaving(text, onPress, name = text) {
  function press() {
    byId('basket-title', HTMLElement).focus()
    void onPress()
  }
  return element('button', { type: 'button', class: 'link', 'aria-label': name, click: press }, text)
}
