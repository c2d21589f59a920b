/** Keeps what a server session holds; shared by every service that is given the same URI. Rejects while it is down. */
export interface SessionStore {
  get(id: string): Promise<Record<string, unknown> | undefined>
  /** Replaces what was there; gone by itself after `lifetimeMs`. */
  set(id: string, data: Record<string, unknown>, lifetimeMs: number): Promise<void>
  /** Resolves also if there was none. */
  delete(id: string): Promise<void>
  /** Whatever is asked afterwards rejects. */
  close(): Promise<void>
}
