import type { Expiry, HoldfastError, Readable, SessionEvents, SessionUser, Snapshot } from '@holdfast/core'
import { createListeners, type Listeners } from './createListeners.ts'
import { eventsOf } from './eventsOf.ts'
import { type Facts, toSnapshot, type Work } from './Facts.ts'

/** What is known of a test session, and who is told of it. */
export interface TestState<User extends SessionUser> extends Readable<Snapshot<User>> {
  readonly expiry: Readable<Expiry>
  getFacts(): Facts<User>
  on<E extends keyof SessionEvents<User>>(event: E, listener: (detail: SessionEvents<User>[E]) => void): () => void
  /** Called before anybody else hears of a change. */
  onFacts(listener: () => void): () => void
  /** Called after everybody has heard of it. */
  onDone(listener: () => void): () => void
  /** Makes a change and tells everybody. @param here whether this tab is the cause; unless given, it is */
  change(make: (facts: Facts<User>) => Facts<User>, here?: boolean): void
  /** Shows what is under way; `null` ends it. */
  work(name: Work, activity: Snapshot['activity'] | null, error?: HoldfastError | null): void
  /** Aborts at every sign-in and sign-out. */
  getCallSignal(): AbortSignal
}

export function createTestState<User extends SessionUser>(first: Facts<User>): TestState<User> {
  let facts = first
  let snapshot = toSnapshot(first)
  let calls = new AbortController()
  const queue: (() => void)[] = []
  const events: Partial<Record<keyof SessionEvents<User>, Listeners<any>>> = {}
  const subscribers = createListeners<void>()
  const expirySubscribers = createListeners<void>()
  const known = createListeners<void>()
  const done = createListeners<void>()

  /** The snapshot is readable first; then come the events, then the subscribers. */
  function apply(next: Facts<User>, here: boolean): void {
    const before = facts
    const shown = toSnapshot(next)
    const isSame = JSON.stringify(shown) === JSON.stringify(snapshot) && shown.error === snapshot.error
    facts = next
    if (!isSame) snapshot = shown
    known.call()
    if (before.session !== next.session) {
      calls.abort(new DOMException('The session this call began with is over.', 'AbortError'))
      calls = new AbortController()
    }
    for (const [event, detail] of eventsOf(before, next, here)) events[event]?.call(detail)
    if (!isSame) subscribers.call()
    if (before.expiry !== next.expiry) tellExpiry(next.expiry)
    done.call()
  }

  function tellExpiry({ endsAt, cause, isExpiring }: Expiry): void {
    if (isExpiring) events.expiring?.call({ endsAt, cause })
    expirySubscribers.call()
  }

  const state: TestState<User> = {
    getFacts: () => facts,
    getSnapshot: () => snapshot,
    subscribe: subscribers.add,
    expiry: { getSnapshot: () => facts.expiry, subscribe: expirySubscribers.add },
    on(event, listener) {
      events[event] ??= createListeners()
      return events[event].add(listener)
    },
    onFacts: known.add,
    onDone: done.add,
    change(make, here = true) {
      // What a listener causes comes after everybody has heard of what it was told.
      if (queue.push(() => apply(make(facts), here)) > 1) return
      while (queue[0]) {
        try {
          queue[0]()
        } finally {
          queue.shift()
        }
      }
    },
    work(name, activity, error = null) {
      state.change(({ works: { [name]: _, ...works }, ...rest }) =>
        activity ? { ...rest, works: { ...works, [name]: activity } } : { ...rest, works, error },
      )
    },
    getCallSignal: () => calls.signal,
  }
  return state
}
