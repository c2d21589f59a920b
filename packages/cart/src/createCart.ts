import { createRecord } from '@holdfast/core'
import type { Cart, CartEvents, CartOptions } from './Cart.ts'
import { createCheckOut } from './createCheckOut.ts'
import { createEdits, type Run } from './createEdits.ts'
import { createHistory, type Entry } from './createHistory.ts'
import { createListeners } from './createListeners.ts'
import { type CartDocument, EMPTY } from './document/CartDocument.ts'
import { cartSchema } from './document/cartSchema.ts'
import { createMeasure } from './document/createMeasure.ts'
import { findMerged } from './guest/findMerged.ts'
import { hasMerge } from './guest/hasMerge.ts'
import { mergeGuest } from './guest/mergeGuest.ts'
import { toPolicy } from './guest/Policy.ts'
import { settleGuest } from './guest/settleGuest.ts'
import { takeBack } from './guest/takeBack.ts'
import { toLimits } from './Limits.ts'
import { isCurrency, isScale } from './money/Money.ts'
import { scaleOf } from './money/scaleOf.ts'
import { refuse } from './refuse.ts'
import type { RemoteSync } from './remote/createRemoteSync.ts'
import { ownerOf } from './SessionOwner.ts'
import type { Step } from './step/Step.ts'
import { takeSteps } from './step/takeSteps.ts'
import { createView } from './view/createView.ts'

const QUIET = { activity: 'idle', error: null } as const

/**
 * Creates a cart on a record that the session owns. Nothing runs until it is first used; on a server it shows an empty cart
 * that is loading. Throws `INVALID_OPTION`.
 */
export function createCart({
  session,
  currency,
  scale = isCurrency(currency) ? scaleOf(currency) : 0,
  quotes,
  merge,
  remote,
  limits: given,
  name = 'cart',
  ...kept
}: CartOptions): Cart {
  if (!isCurrency(currency) || !isScale(scale))
    refuse('INVALID_OPTION', "createCart: currency must be three capital letters, such as 'EUR', and scale 0 to 8.")
  if (remote && !remote.engine)
    refuse('INVALID_OPTION', 'createCart: remote must be what opsRemote(), versionedRemote() or plainRemote() makes.')
  const limits = toLimits(given)
  const policy = toPolicy(merge)
  const owner = ownerOf(session)
  const world = kept.platform ?? owner?.platform
  // By how much the server's clock is ahead.
  let offset = 0
  const now = (): number => (world?.clock.now() ?? Date.now()) + offset
  const mark = (before: CartDocument, after: CartDocument): CartDocument =>
    remote ? remote.engine.mark(before, after) : after
  const history = createHistory()
  const listeners = createListeners<void>()
  const onMerged = createListeners<CartEvents['merged']>()
  let isStarted = false
  // The guest's cart that this tab has seen last, or merged itself.
  let guestId = ''
  // What edits have made here: nobody changes it, so that the record needs neither check nor copy it.
  const made = new WeakSet<CartDocument>()
  const measure = createMeasure()
  const record = createRecord<CartDocument>({
    ...kept,
    // Each currency has a row, so that none is ever converted into another, or dropped.
    name: `${name}.${currency}`,
    initial: EMPTY,
    owner: session,
    schema: cartSchema(remote?.engine.read),
    isTrusted: (cart) => made.has(cart),
    merge(guest, account) {
      guestId = guest.id
      const merged = mark(account, mergeGuest(guest, account, policy, limits, newId()))
      return { ...merged, guest: { id: guest.id, at: now(), ...(remote && { lines: guest.lines }) } }
    },
  })
  const zero = { minor: 0, currency, scale }
  let sync: RemoteSync | null = null
  const view = createView({
    record,
    history,
    zero,
    ask: quotes,
    remote: { getState: () => sync?.getState() ?? QUIET, isOn: () => sync?.isOn() ?? false },
    now,
    onQuotes: look,
  })

  /** 64 random bits as hex digits. */
  function newId(): string {
    const bytes = (world ?? globalThis).crypto.getRandomValues(new Uint8Array(8))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  function look(): void {
    const isOther = view.look()
    tellMerged()
    if (isOther) listeners.call()
    sync?.look()
  }

  function tellMerged(): void {
    const { status, value } = record.getSnapshot()
    if (status !== 'ready' || !value.id || value.guest?.lines) return
    if (session.getSnapshot().status === 'signed-out') guestId = value.id
    const from = guestId
    if (!from || from === value.id) return
    guestId = ''
    const merged = findMerged(value, from)
    const undo = async (): Promise<void> => {
      await record.update((cart) => (cart.id === value.id ? mark(cart, takeBack(cart, from)) : cart))
    }
    if (merged.changed[0]) onMerged.call({ ...merged, undo })
  }

  function start(): void {
    if (isStarted) return
    isStarted = true
    record.subscribe(look)
    if (remote && owner) {
      const onOffset = (ahead: number): void => {
        offset = ahead
      }
      const settle = (cart: CartDocument): CartDocument => mark(cart, settleGuest(cart, policy, limits))
      sync = remote.engine.createSync({
        settle,
        remote,
        record,
        session,
        owner,
        zero,
        limits,
        now,
        newId,
        onChange: look,
        onOffset,
      })
    }
    look()
  }

  async function take(entry: Entry, toSteps: (cart: CartDocument) => readonly Step[]): Promise<boolean> {
    start()
    const actor = { id: newId(), now: now() }
    try {
      await record.update((cart) => {
        const steps = toSteps(cart)
        entry.steps = []
        if (!steps[0]) return cart
        const [next, back] = takeSteps(cart, steps, actor, limits, measure)
        entry.steps = back
        entry.cart = next.id
        const marked = mark(cart, next)
        made.add(marked)
        return marked
      })
    } catch (error) {
      entry.steps = []
      throw error
    } finally {
      if (!entry.steps[0]) history.drop(entry)
      look()
    }
    return entry.steps.length > 0
  }

  async function turn(which: 'undo' | 'redo'): Promise<boolean> {
    const gesture = history.take(which)
    if (!gesture) return false
    try {
      return await take(gesture.back, ({ id }) => (id === gesture.cart ? gesture.steps : []))
    } catch (error) {
      history.put(which, gesture)
      look()
      throw error
    }
  }

  function run(...[subject, toSteps]: Parameters<Run>): Promise<unknown> {
    return take(history.add(subject, now()), toSteps)
  }

  const flush: Cart['sync'] = async (options) => {
    start()
    await session.ready(options)
    await record.ready(options)
    if (sync?.isOn()) await sync.flush(options)
  }

  /** What a cart without a server has nothing to do for. */
  async function change(make: ((cart: CartDocument) => CartDocument) | undefined): Promise<void> {
    start()
    if (make) await record.update(make)
    look()
  }

  return {
    currency,
    initial: view.getSnapshot(),
    getSnapshot: view.getSnapshot,
    subscribe(listener) {
      start()
      return listeners.add(listener)
    },
    async ready(options) {
      start()
      await record.ready(options)
      return view.getSnapshot()
    },
    ...createEdits(run, limits),
    undo: () => turn('undo'),
    redo: () => turn('redo'),
    async undoMerge() {
      let isUndone = false
      await change((cart) => {
        isUndone = !!cart.guest && hasMerge(cart, now())
        return cart.guest && isUndone ? mark(cart, takeBack(cart, cart.guest.id)) : cart
      })
      return isUndone
    },
    sync: flush,
    retry: (key) => change(remote && ((cart) => remote.engine.retry(cart, key))),
    discard(key) {
      const id = newId()
      return change(remote && ((cart) => remote.engine.discard(cart, key, id)))
    },
    acceptPrice(key) {
      view.acceptPrice(key)
      return change(remote && ((cart) => remote.engine.acceptPrice(cart, key)))
    },
    checkOut: createCheckOut({ record, getSnapshot: view.getSnapshot, now, newId, flush, mark }),
    on(_, listener) {
      start()
      return onMerged.add(listener)
    },
  }
}
