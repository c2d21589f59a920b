/** What is broken in a tab. `null` (and absence): nothing. */
export interface Faults {
  /**
   * `missing`: not there. `throws`: the getter does. `fails`: every request errs. `hangs`: nothing answers until this
   * changes. `full`: writes err with `QuotaExceededError`.
   */
  indexedDB: 'missing' | 'throws' | 'fails' | 'hangs' | 'full' | null
  /** `missing`: not there. `rejects`: with `SecurityError`. `never`: granted to nobody. */
  locks: 'missing' | 'rejects' | 'never' | null
  /** `missing`: cannot be opened. `throws`: posting does. `drops`: what is posted is lost. */
  channel: 'missing' | 'throws' | 'drops' | null
  /** `missing`: not there. `throws`: the getter does. `full`: writes throw `QuotaExceededError`. */
  localStorage: 'missing' | 'throws' | 'full' | null
  sessionStorage: 'missing' | 'throws' | 'full' | null
  /** `ignored`: writes vanish and nothing is read. `throws`: both do. */
  cookies: 'ignored' | 'throws' | null
  /** `missing`: no `subtle`, as on an insecure origin. `fails`: every operation rejects with `OperationError`. */
  crypto: 'missing' | 'fails' | null
}

export const noFaults = (): Faults => ({
  indexedDB: null,
  locks: null,
  channel: null,
  localStorage: null,
  sessionStorage: null,
  cookies: null,
  crypto: null,
})
