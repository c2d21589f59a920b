import { createListeners, type Listeners } from '../createListeners.ts'
import { HoldfastError } from '../HoldfastError.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Platform } from '../platform/Platform.ts'
import { tooLate } from '../platform/tooLate.ts'
import type { WaitOptions } from '../Readable.ts'
import type { Ownership } from '../record/Owner.ts'
import type { SessionUser } from '../source/Source.ts'
import { type Event, initialState, type State, transition } from './machine.ts'
import type { Activity, SessionEvents } from './Session.ts'

type EventListeners<User extends SessionUser> = { [E in keyof SessionEvents<User>]?: Listeners<SessionEvents<User>[E]> }
type Work = 'sign-out' | 'sign-in' | 'refresh' | 'start'

/** The most telling first. */
const TELLING: readonly Work[] = ['sign-out', 'sign-in', 'refresh', 'start']

/** A session's state in this tab, who is told of it, and who waits for it. */
export interface Runtime<User extends SessionUser> {
  getState(): State<User>
  dispatch(event: Event<User>): void
  /** Shows what is under way; `null` ends it. The most telling of several is shown. */
  work(name: Work, activity: Activity | null, error?: HoldfastError | null): void
  emit<E extends keyof SessionEvents<User>>(event: E, detail: SessionEvents<User>[E]): void
  on<E extends keyof SessionEvents<User>>(event: E, listener: (detail: SessionEvents<User>[E]) => void): () => void
  subscribe(listener: () => void): () => void
  /** Called after every dispatch, whether or not the snapshot changed. */
  onDispatch(listener: () => void): () => void
  getOwnership(): Ownership | null
  onOwnership(listener: () => void): () => void
  /** Runs `work` with a deadline; rejects with what stands in the way. */
  limit<T>(options: WaitOptions | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Resolves with the first defined result of `check`, asked after every dispatch; rejects at its deadline. */
  wait<T>(check: () => T | undefined, options?: WaitOptions): Promise<T>
  /** Resolves once the row has been read; rejects like `wait`. */
  whenRead(options?: WaitOptions): Promise<unknown>
  /** Aborts when the session id changes, and at `stop()`. */
  getCallSignal(): AbortSignal
  /** Aborts, with `STOPPED`, at `stop()`. */
  getLifeSignal(): AbortSignal
  begin(): void
  end(): void
}

export function createRuntime<User extends SessionUser>(platform: Platform, timeout: number): Runtime<User> {
  let state = initialState<User>()
  let ownership: Ownership | null = null
  let life = new AbortController()
  let calls = new AbortController()
  const events: EventListeners<User> = {}
  const queue: Event<User>[] = []
  const works = new Map<Work, { activity: Activity; error: HoldfastError | null }>()
  const subscribers = createListeners<void>()
  const dispatched = createListeners<void>()
  const owned = createListeners<void>()

  const runtime: Runtime<User> = {
    getState: () => state,
    dispatch(event) {
      // What a listener causes comes after everybody has heard of what it was told.
      if (queue.push(event) > 1) return
      while (queue[0]) {
        try {
          apply(queue[0])
        } finally {
          queue.shift()
        }
      }
    },
    work(name, activity, error = null) {
      if (activity) works.set(name, { activity, error })
      else works.delete(name)
      const shown = TELLING.map((work) => works.get(work)).find(Boolean) ?? { activity: 'idle', error }
      runtime.dispatch({ type: 'work', ...shown })
    },
    emit(event, detail) {
      events[event]?.call(detail)
    },
    on(event, listener) {
      events[event] ??= createListeners() as never
      return (events[event] as Listeners<Parameters<typeof listener>[0]>).add(listener)
    },
    subscribe: subscribers.add,
    onDispatch: dispatched.add,
    getOwnership: () => ownership,
    onOwnership: owned.add,
    limit({ signal, timeout: limit = timeout } = {}, work) {
      const late = (): unknown => state.snapshot.error ?? tooLate('The call', limit)
      return limitTime(platform.clock, limit, [signal, life.signal], late, work)
    },
    wait(check, options) {
      let isOver = (): void => {}
      return runtime
        .limit(options, (given) => {
          return new Promise((resolve, reject) => {
            const look = (): void => {
              try {
                const result = check()
                if (result !== undefined) resolve(result)
              } catch (error) {
                reject(error)
              }
            }
            isOver = dispatched.add(look)
            given.addEventListener('abort', isOver)
            look()
          })
        })
        .finally(() => isOver()) as Promise<never>
    },
    whenRead: (options) => runtime.wait(() => state.head !== undefined || undefined, options),
    getCallSignal: () => calls.signal,
    getLifeSignal: () => life.signal,
    begin() {
      life = new AbortController()
      calls = new AbortController()
      works.clear()
      runtime.dispatch({ type: 'work', activity: 'idle', error: null })
    },
    end() {
      life.abort(stopped())
      calls.abort(stopped())
    },
  }

  function apply(event: Event<User>): void {
    const before = state
    const [next, effects] = transition(before, event)
    state = next
    if (updateOwnership()) owned.call()
    for (const effect of effects) {
      if (effect.type === 'emit') runtime.emit(effect.event, effect.detail)
      else renewCalls()
    }
    if (next.snapshot !== before.snapshot) subscribers.call()
    dispatched.call()
  }

  function renewCalls(): void {
    calls.abort(new DOMException('The session this request began with is over.', 'AbortError'))
    calls = new AbortController()
  }

  function updateOwnership(): boolean {
    const { head, snapshot } = state
    if (head === undefined) return false
    const sessionId = head?.sessionId ?? null
    // A tab that cannot learn who is signed in shows nobody, and nobody's records.
    const userHash = (snapshot.status !== 'signed-out' && head?.grantId && head.userHash) || null
    if (ownership && ownership.sessionId === sessionId && ownership.userHash === userHash) return false
    // Somebody else may have signed in, and out again, unseen.
    const isRemoved = !!head?.ended && head.ended === ownership?.sessionId
    ownership = { sessionId, userHash, removed: isRemoved ? (ownership?.userHash ?? null) : null }
    return true
  }

  return runtime
}

export function stopped(): HoldfastError {
  return new HoldfastError('STOPPED', 'The session was stopped; call session.start() to use it again.')
}
