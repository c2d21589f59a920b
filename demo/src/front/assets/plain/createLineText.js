// @ts-check
import { element } from '../shared/element.js'
import { showText } from '../shared/showText.js'

/** What a line is, and what it costs: the part that needs no hands. */
export function createLineText() {
  const title = element('strong')
  const choice = element('span', { class: 'soft' })
  const each = element('span', { class: 'soft' })
  const sum = element('span', { class: 'price' })
  const state = element('span', { class: 'chip' })

  /**
   * @param {import('../shared/basket/describeLine.js').LineWords} words
   * @param {{ readonly text: string, readonly state: string }} sync
   */
  function show(words, sync) {
    showText(title, words.title)
    showText(choice, words.choice)
    choice.hidden = words.choice === ''
    showText(each, words.each)
    showText(sum, words.sum)
    showText(state, sync.text)
    state.dataset['state'] = sync.state
  }

  return {
    name: element(
      'div',
      { class: 'basket-name' },
      element('span', { class: 'basket-title' }, title, state),
      choice,
      each,
    ),
    sum,
    show,
  }
}
