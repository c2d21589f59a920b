// @ts-check

/** @typedef {(tab: string, what: string) => void} NewsListener */

/** What the tabs of the shop tell each other for the eye alone: which of them did what. Nothing depends on it. */
export function createTabNews() {
  const tab = `tab ${crypto.getRandomValues(new Uint8Array(1))[0]?.toString(16).padStart(2, '0')}`
  /** @type {Set<NewsListener>} */
  const eventListeners = new Set()
  /** @type {Set<NewsListener>} */
  const lineListeners = new Set()
  /** @type {BroadcastChannel | null} */
  let channel = null

  /** @param {MessageEvent} message */
  function hear({ data }) {
    const { tab: from, event, line } = data ?? {}
    if (event) for (const listener of eventListeners) listener(String(from), String(event))
    if (line) for (const listener of lineListeners) listener(String(from), String(line))
  }

  function open() {
    if (channel || typeof BroadcastChannel === 'undefined') return
    channel = new BroadcastChannel('shop:tabs')
    channel.addEventListener('message', hear)
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
    /** @param {string} event of the session, that happened in this tab */
    tellEvent: (event) => channel?.postMessage({ tab, event }),
    /** @param {string} line for the log of every tab, this one too */
    tellLine(line) {
      channel?.postMessage({ tab, line })
      for (const listener of lineListeners) listener(tab, line)
    },
    /** @param {NewsListener} listener called for the other tabs' events */
    onEvent: (listener) => void eventListeners.add(listener),
    /** @param {NewsListener} listener called for every tab's lines */
    onLine: (listener) => void lineListeners.add(listener),
  }
}

/** @typedef {ReturnType<typeof createTabNews>} TabNews */
