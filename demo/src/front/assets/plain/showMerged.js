// @ts-check
import { byId } from '../shared/element.js'
import { follow } from '../shared/follow.js'
import { showText } from '../shared/showText.js'

/**
 * Asks whether what the guest had wanted is to stay, in every tab; answered in one, it is answered in all.
 *
 * @param {import('../shared/openShop.js').OpenShop} shop
 */
export function showMerged({ basket }) {
  const panel = byId('merged', HTMLElement)
  byId('keep-merged', HTMLButtonElement).addEventListener('click', basket.merged.keep)
  byId('undo-merged', HTMLButtonElement).addEventListener('click', () => void basket.merged.undo())
  follow(basket.merged, (question) => {
    if (question === null && panel.contains(document.activeElement)) byId('basket-title', HTMLElement).focus()
    panel.hidden = question === null
    showText(byId('merged-text', HTMLElement), question ?? '')
  })
}
