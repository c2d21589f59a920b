/** What goes wrong with a request. */
export interface NetworkFault {
  /**
   * `request`: it never arrives. `answer`: the server does its work, and the connection breaks. `hang`: as `answer`, but
   * nobody is told.
   */
  readonly lose?: 'request' | 'answer' | 'hang'
  /** Something on the way answers in the server's place. */
  readonly answer?: {
    readonly status: number
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
  }
  /** With `answer`: the server does its work all the same. @default false */
  readonly isProcessed?: boolean
  /** The answer takes so many milliseconds more. @default 0 */
  readonly delay?: number
  /** The browser sends it again by itself, as Chromium does when a reused connection is cut. @default false */
  readonly isSentTwice?: boolean
}

/** Which requests a fault is for. */
export interface FaultRule {
  readonly fault: NetworkFault
  /** A part of the URL. @default every request */
  readonly url?: string
  /** The tab that asks. @default any */
  readonly tab?: string
  /** How many requests it spoils. @default 1 */
  readonly times?: number
}

/** What is known of a request that a tab has made. */
export interface RequestEntry {
  readonly tab: string
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly sentAt: number
  body: string
  /** How often it has reached a server. */
  arrivals: number
  /** What the tab was answered; `null` if nothing came back. */
  status: number | null
  /** When the tab heard of an answer, a failure or its own abort; `null` while it waits. */
  endedAt: number | null
}
