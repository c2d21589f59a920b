// @ts-check

/**
 * Makes `list` show `items`, keeping the elements of those it shows already, so that focus stays where it is.
 *
 * @template Item
 * @param {HTMLElement} list
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => HTMLElement} make
 * @param {(shown: HTMLElement, item: Item) => void} [update] called for new and kept ones
 */
export function showList(list, items, keyOf, make, update) {
  const kept = new Map([...list.children].map((child) => [/** @type {HTMLElement} */ (child).dataset['key'], child]))
  const wanted = items.map((item) => {
    const key = keyOf(item)
    const shown = /** @type {HTMLElement} */ (kept.get(key) ?? make(item))
    shown.dataset['key'] = key
    update?.(shown, item)
    return shown
  })
  for (const child of [...list.children]) if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove()
  for (const [index, shown] of wanted.entries()) {
    // Moving an element takes its focus: only those that stand elsewhere are moved.
    if (list.children[index] !== shown) list.insertBefore(shown, list.children[index] ?? null)
  }
}
