import type { Connection } from '../network/createNetwork.ts'
import type { Wakes } from './createWakes.ts'

/** A tab's line to the network, which can be cut. */
export interface Line extends Connection {
  cut(): void
  mend(): void
}

export function createLine(wakes: Pick<Wakes, 'wake'>): Line {
  const listeners = new Set<() => void>()
  let isOffline = false
  return {
    isOffline: () => isOffline,
    onCut: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    cut: () => {
      isOffline = true
      for (const listener of [...listeners]) listener()
      listeners.clear()
    },
    mend: () => {
      if (!isOffline) return
      isOffline = false
      wakes.wake('online')
    },
  }
}
