/** What a handler is given. */
export interface FakeEvent {
  readonly type: string
  readonly target: FakeTarget
  readonly oldVersion?: number
  readonly newVersion?: number | null
  defaultPrevented: boolean
  preventDefault(): void
  stopPropagation(): void
}

export type FakeListener = (this: unknown, event: FakeEvent) => void

/** The little of `EventTarget` that IndexedDB needs: much quicker than Node's, and `on…` properties work. */
export class FakeTarget {
  readonly #listeners = new Map<string, Set<FakeListener>>()
  /** Where an event goes after this target. */
  protected parent: FakeTarget | null = null

  addEventListener(type: string, listener: FakeListener): void {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
  }

  removeEventListener(type: string, listener: FakeListener): void {
    this.#listeners.get(type)?.delete(listener)
  }

  /** Calls every handler, here and up; returns what they threw, and whether one of them prevented the default. */
  dispatch(
    type: string,
    versions: Pick<FakeEvent, 'oldVersion' | 'newVersion'> = {},
  ): { thrown: unknown[]; isPrevented: boolean } {
    let isStopped = false
    const event: FakeEvent = {
      ...versions,
      type,
      target: this,
      defaultPrevented: false,
      preventDefault: () => {
        event.defaultPrevented = true
      },
      stopPropagation: () => {
        isStopped = true
      },
    }
    const thrown: unknown[] = []
    const isBubbling = type === 'error' || type === 'abort'
    for (let at: FakeTarget | null = this; at && !isStopped; at = isBubbling ? at.parent : null) at.#call(event, thrown)
    return { thrown, isPrevented: event.defaultPrevented }
  }

  #call(event: FakeEvent, thrown: unknown[]): void {
    const handler = (this as unknown as { readonly [name: string]: unknown })[`on${event.type}`]
    const listeners = [...(this.#listeners.get(event.type) ?? [])]
    for (const listener of typeof handler === 'function' ? [handler as FakeListener, ...listeners] : listeners) {
      try {
        listener.call(this, event)
      } catch (error) {
        thrown.push(error)
      }
    }
  }
}
