import type { Platform } from '../platform/Platform.ts'

/** How long a confirmed read is trusted, in milliseconds. */
export const TRUST = 1_000

/** Whether what this tab knows of the row may still be acted upon. */
export interface Trust {
  isTrusted(): boolean
  /** Makes every earlier read count for nothing, those under way too. */
  distrust(): void
  /** Call it as a read begins; what it returns, called as the read ends, counts the read and tells whether it may count. */
  begin(): () => boolean
  /** Call it as a wait begins; what it returns tells whether nothing has stopped the page since. */
  watch(): () => boolean
}

export function createTrust({ clock, isVisible }: Pick<Platform, 'clock' | 'isVisible'>): Trust {
  let doubts = 0
  let wall = Number.NEGATIVE_INFINITY
  let steady = Number.NEGATIVE_INFINITY

  return {
    isTrusted() {
      const passed = clock.now() - wall
      return clock.monotonic() - steady < TRUST && passed >= 0 && passed < TRUST && isVisible()
    },
    distrust() {
      doubts++
      wall = Number.NEGATIVE_INFINITY
    },
    watch() {
      const seen = doubts
      return () => seen === doubts
    },
    begin() {
      const began = [doubts, clock.now(), clock.monotonic()] as const
      return () => {
        if (began[0] !== doubts) return false
        ;[, wall, steady] = began
        return true
      }
    },
  }
}
