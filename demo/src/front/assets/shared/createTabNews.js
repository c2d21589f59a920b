// @ts-check

/** @typedef {{ readonly tab: string, readonly what: string }} TabNews */

/**
 * What the tabs of the shop tell each other for the eye alone: which of them did what. Nothing depends on it.
 */
export function createTabNews() {
  const tab = `tab ${crypto.getRandomValues(new Uint8Array(1))[0]?.toString(16).padStart(2, '0')}`
  /** @type {Set<(news: TabNews) => void>} */
  const listeners = new Set()
  /** @type {BroadcastChannel | null} */
  let channel = null

  function open() {
    if (channel || typeof BroadcastChannel === 'undefined') return
    channel = new BroadcastChannel('shop:tabs')
    channel.addEventListener('message', ({ data }) => {
      for (const listener of listeners) listener({ tab: String(data?.tab), what: String(data?.what) })
    })
  }

  function close() {
    channel?.close()
    channel = null
  }

  open()
  addEventListener('pageshow', open)
  // An open channel would evict the page from the back-forward cache with every message.
  addEventListener('pagehide', close)

  return {
    /** What this tab is called; new at every load. */
    tab,
    /** @param {string} what */
    tell: (what) => channel?.postMessage({ tab, what }),
    /** @param {(news: TabNews) => void} listener */
    listen: (listener) => void listeners.add(listener),
  }
}
