/** Something that has a value now and says when it changes: what every binding consumes. */
export interface Readable<T> {
  /** The value now; the same object until it changes. */
  getSnapshot(): T
  /** Calls `listener` after every change; returns a function that ends it. */
  subscribe(listener: () => void): () => void
}

export interface WaitOptions {
  /** Gives up waiting with the signal's reason. */
  readonly signal?: AbortSignal
  /** Gives up waiting after so many milliseconds. @default the session's `timeout` (10 000) */
  readonly timeout?: number
}
