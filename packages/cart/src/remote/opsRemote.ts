import { HoldfastError } from '@holdfast/core'
import type { CartContent } from '../document/CartDocument.ts'
import type { CartRemote } from './CartRemote.ts'
import { engine } from './engine.ts'
import { entriesOf, withEntries } from './entriesOf.ts'
import { readAnswer } from './readAnswer.ts'
import { readReply } from './readReply.ts'
import { takeReply } from './takeReply.ts'

export interface OpsOptions {
  /** Where the cart is; edits are posted to `{url}/ops`. @default '/cart' */
  readonly url?: string
  /** Whether guests' carts are kept there too, by whatever the server knows them by. @default false */
  readonly guests?: boolean
}

const NOTHING: CartContent = { lines: {}, coupons: {} }

/**
 * A back end that merges as browsers do: what two devices do at once both counts, and a request that comes late, twice or
 * out of order changes nothing. See docs/cart-protocol.md for what it must do, and `@holdfast/cart/server`.
 */
export function opsRemote({ url = '/cart', guests = false }: OpsOptions = {}): CartRemote {
  return {
    hasGuests: guests,
    engine,
    async exchange(cart, keys, { fetch, signal, zero, limits, now, newId }) {
      const { id: device, remote } = cart
      const { currency } = zero
      const entries = entriesOf(cart)
      const sent = Object.fromEntries(keys.map((key) => [key, entries[key]]))
      const sequence = Math.max(0, ...keys.map((key) => remote?.unsent[key]?.sequence ?? 0))
      const response = keys[0]
        ? await fetch(`${url}/ops`, {
            method: 'POST',
            signal,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ device, sequence, currency, cart: withEntries(NOTHING, sent) }),
          })
        : await fetch(`${url}?currency=${currency}&device=${device}`, {
            signal,
            headers: remote?.version ? { 'if-none-match': `"${remote.version}"` } : {},
          })
      if (response.status === 304) return { fold: (newest) => newest }
      const answer = await readAnswer(response, limits.bytes * 4)
      if ('refusal' in answer) return answer
      const reply = readReply(answer.body, zero, now())
      if (reply.acknowledged < sequence) throw odd('The server has not taken what it was sent.')
      const isForgotten = reply.acknowledged < (remote?.acknowledged ?? 0)
      const id = newId()
      return {
        fold: (newest) => takeReply(newest, reply, { keys, sequence, isForgotten, newId: id }),
        time: reply.time,
        ...(reply.isOdd && { error: odd('Parts of the answer made no sense and were left out.') }),
      }
    },
  }
}

function odd(message: string): HoldfastError {
  return new HoldfastError('ANSWER_INVALID', message)
}
