import type { Platform, Wake } from './Platform.ts'

/** The longest delay that `setTimeout` keeps; a longer one fires at once. */
const LONGEST = 2 ** 31 - 1

const WAKES: Readonly<Record<string, Wake>> = {
  pageshow: 'pageshow',
  pagehide: 'pagehide',
  freeze: 'freeze',
  resume: 'resume',
  online: 'online',
  focus: 'focus',
  prerenderingchange: 'activated',
}
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart']

function setTimer(callback: () => void, delay: number): () => void {
  let timer: ReturnType<typeof setTimeout>
  const arm = (left: number): void => {
    timer = setTimeout(() => (left > LONGEST ? arm(left - LONGEST) : callback()), Math.min(left, LONGEST))
  }
  arm(delay)
  return () => clearTimeout(timer)
}

const isVisible = (): boolean => document.visibilityState !== 'hidden'

function onWake(listener: (wake: Wake) => void, withInput = false): () => void {
  const end = new AbortController()
  const options = { capture: true, passive: true, signal: end.signal }
  for (const [type, wake] of Object.entries(WAKES)) {
    // Captured at the window, which also sees the focus of every element: only the page's own events count.
    const hear = ({ target }: Event): void => {
      if (target === window || target === document) listener(wake)
    }
    addEventListener(type, hear, options)
  }
  addEventListener('visibilitychange', () => listener(isVisible() ? 'visible' : 'hidden'), options)
  if (withInput) {
    for (const type of INPUTS) addEventListener(type, ({ isTrusted }) => isTrusted && listener('input'), options)
  }
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
      return globalThis.crypto
    },
    get indexedDB() {
      return globalThis.indexedDB
    },
    get locks() {
      return navigator.locks
    },
    get localStorage() {
      return globalThis.localStorage
    },
    get sessionStorage() {
      return globalThis.sessionStorage
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
    isPrerendering: () => (document as Document & { readonly prerendering?: boolean }).prerendering === true,
    fetch: (input, init) => globalThis.fetch(input, init),
  }
}
