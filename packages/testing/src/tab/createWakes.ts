import type { Platform, Wake } from '@holdfast/core'
import type { Host } from './Host.ts'

/** Who listens to a tab's wakes. */
export interface Wakes {
  readonly onWake: Platform['onWake']
  wake(wake: Wake): void
}

export function createWakes(host: Host): Wakes {
  const listeners = new Map<object, { readonly listener: (wake: Wake) => void; readonly isWithInput: boolean }>()
  return {
    onWake: (listener, withInput = false) => {
      const key = {}
      listeners.set(key, { listener, isWithInput: withInput })
      return () => listeners.delete(key)
    },
    wake: (wake) => {
      host.trace(wake)
      host.run(() => {
        for (const [key, { listener, isWithInput }] of [...listeners]) {
          if (!listeners.has(key) || (wake === 'input' && !isWithInput)) continue
          try {
            listener(wake)
          } catch (error) {
            host.report(error)
          }
        }
      })
    },
  }
}
