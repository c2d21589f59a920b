/** Where server sessions are kept, by id. Several instances of a service may share one. */
export interface SessionStore {
  /** Resolves with what was set last and has not outlived its time, or with `undefined`. */
  get(id: string): Promise<Record<string, unknown> | undefined>
  /** Keeps `data` for `lifetimeMs` milliseconds from now, in the place of what was there. */
  set(id: string, data: Record<string, unknown>, lifetimeMs: number): Promise<void>
  delete(id: string): Promise<void>
  close(): Promise<void>
}
