/** Wall time, steady time and timers. */
export interface Clock {
  /** Milliseconds since 1970, as the device believes; may step in either direction. */
  now(): number
  /** Milliseconds on a clock that never steps, but may stand still while the device sleeps. */
  monotonic(): number
  /** Calls `callback` after `delay` milliseconds (any finite length); returns a function that cancels it. */
  setTimer(callback: () => void, delay: number): () => void
}

/** One end of a broadcast to the other tabs. */
export interface Channel {
  post(message: unknown): void
  close(): void
}

/** Why the page may know less than it thinks, or more than it did. */
export type Wake =
  | 'visible'
  | 'hidden'
  | 'pageshow'
  | 'pagehide'
  | 'freeze'
  | 'resume'
  | 'online'
  | 'focus'
  | 'activated'
  | 'input'

/** Every cookie the page can see, and one written at a time. */
export interface Cookies {
  read(): string
  write(cookie: string): void
}

/**
 * The world a session runs in. Browsers get one from `createSession` itself; `@holdfast/testing` injects another.
 * A getter may throw (site data blocked) and may return `null` or `undefined` (not there).
 */
export interface Platform {
  /** The page's own origin. */
  readonly origin: string
  /** What relative URLs are resolved against. */
  readonly base: string
  readonly clock: Clock
  readonly crypto: Pick<Crypto, 'getRandomValues' | 'subtle'>
  readonly indexedDB: IDBFactory | null | undefined
  readonly locks: Pick<LockManager, 'request'> | null | undefined
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null | undefined
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null | undefined
  readonly cookies: Cookies
  /** Opens a channel, or returns `null` where there is none. The sender does not hear itself. */
  openChannel(name: string, listener: (message: unknown) => void): Channel | null
  /** Calls `listener` at every wake; `input` (trusted input only) if asked for. Returns a function that ends it. */
  onWake(listener: (wake: Wake) => void, withInput?: boolean): () => void
  isVisible(): boolean
  isPrerendering(): boolean
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
}
