import type { Platform, Wake } from './Platform.ts'

/** The longest delay that `setTimeout` keeps; a longer one fires at once. */
const LONGEST = 2 ** 31 - 1

/** What wakes a page; the last two go by other names. */
const EVENTS = ['pageshow', 'pagehide', 'freeze', 'resume', 'online', 'focus', 'prerenderingchange', 'visibilitychange']
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart']

function setTimer(callback: () => void, delay: number): () => void {
  let timer: ReturnType<typeof setTimeout>
  const arm = (left: number): void => {
    timer = left > LONGEST ? setTimeout(arm, LONGEST, left - LONGEST) : setTimeout(callback, left)
  }
  arm(delay)
  return () => clearTimeout(timer)
}

const isVisible = (): boolean => document.visibilityState !== 'hidden'

function toWake(type: string): Wake {
  if (type === 'visibilitychange') return isVisible() ? 'visible' : 'hidden'
  return type === 'prerenderingchange' ? 'activated' : (type as Wake)
}

function onWake(listener: (wake: Wake) => void, withInput?: boolean): () => void {
  const end = new AbortController()
  const listen = (types: readonly string[], hear: (event: Event) => void): void => {
    for (const type of types) addEventListener(type, hear, { capture: true, passive: true, signal: end.signal })
  }
  // Captured at the window, which also sees the focus of every element: only the page's own events count.
  listen(EVENTS, ({ type, target }) => {
    if (target === window || target === document) listener(toWake(type))
  })
  if (withInput) listen(INPUTS, ({ isTrusted }) => isTrusted && listener('input'))
  return () => end.abort()
}

/** The world of the browser that runs this page; `null` on a server. Site data that is blocked throws when it is read. */
export function browserPlatform(): Platform | null {
  if (typeof document === 'undefined') return null
  return {
    origin: location.origin,
    get base() {
      return document.baseURI
    },
    clock: { now: () => Date.now(), monotonic: () => performance.now(), setTimer },
    get crypto() {
      return crypto
    },
    get indexedDB() {
      return indexedDB
    },
    get locks() {
      return navigator.locks
    },
    get localStorage() {
      return localStorage
    },
    get sessionStorage() {
      return sessionStorage
    },
    cookies: {
      read: () => document.cookie,
      write: (cookie) => {
        document.cookie = cookie
      },
    },
    openChannel(name, listener) {
      try {
        const channel = new BroadcastChannel(name)
        channel.onmessage = ({ data }) => listener(data)
        return { post: (message) => channel.postMessage(message), close: () => channel.close() }
      } catch {
        return null
      }
    },
    onWake,
    isVisible,
    isPrerendering: () => !!(document as Document & { readonly prerendering?: boolean }).prerendering,
    fetch: (input, init) => fetch(input, init),
  }
}
