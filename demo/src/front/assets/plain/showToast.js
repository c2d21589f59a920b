// @ts-check
import { basketTexts } from '../shared/basket/basketTexts.js'
import { readUndoKey } from '../shared/basket/readUndoKey.js'
import { byId, element } from '../shared/element.js'
import { follow } from '../shared/follow.js'

/**
 * What has just been done, and the way back: by the button, or by Ctrl+Z anywhere in the basket.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showToast({ basket }) {
  const { toast } = basket
  const shown = byId('basket-toast', HTMLElement)
  const panel = byId('basket', HTMLElement)

  follow(toast, (said) => {
    if (shown.contains(document.activeElement)) byId('basket-title', HTMLElement).focus()
    shown.replaceChildren()
    if (!said) return
    const { text, action } = said
    shown.append(element('span', {}, text))
    if (action)
      shown.append(element('button', { type: 'button', class: 'link', click: basket[action] }, basketTexts[action]))
  })

  for (const event of ['focusin', 'pointerenter']) shown.addEventListener(event, toast.hold)
  for (const event of ['focusout', 'pointerleave']) shown.addEventListener(event, toast.release)
  panel.addEventListener('keydown', (event) => {
    const turn = readUndoKey(event)
    if (!turn) return
    event.preventDefault()
    void basket[turn]()
  })
}
