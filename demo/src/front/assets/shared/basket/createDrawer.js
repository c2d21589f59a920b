// @ts-check

const narrow = '(max-width: 859px)'

/**
 * Where there is no room beside the catalogue the basket is a drawer: links to `#basket` open it, and what has
 * `data-closes="basket"`, Escape and the browser's Back close it. All else is hidden meanwhile, by the stylesheet.
 */
export function createDrawer() {
  const screen = matchMedia(narrow)
  const { dataset } = document.documentElement
  /** @type {HTMLElement | null} */
  let opener = null

  function follow() {
    const isOpen = screen.matches && location.hash === '#basket'
    if (isOpen === (dataset['basket'] === 'open')) return
    if (isOpen) {
      dataset['basket'] = 'open'
      document.getElementById('basket-title')?.focus()
    } else {
      delete dataset['basket']
      opener?.focus()
      opener = null
    }
  }

  function close() {
    if (dataset['basket'] !== 'open') return
    history.replaceState(history.state, '', location.pathname + location.search)
    follow()
  }

  addEventListener('hashchange', follow)
  screen.addEventListener('change', follow)
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close()
  })
  addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    const link = target.closest('a[href$="#basket"]')
    if (link instanceof HTMLElement) opener = link
    if (target.closest('[data-closes="basket"]')) close()
  })
  follow()

  return { close }
}
