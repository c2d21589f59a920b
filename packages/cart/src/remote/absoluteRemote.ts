import { HoldfastError } from '@holdfast/core'
import type { CartDocument } from '../document/CartDocument.ts'
import type { CartRemote, Exchanged, RemoteContext } from './CartRemote.ts'
import { engine } from './engine.ts'
import type { AbsoluteOptions, RemoteCart } from './RemoteCart.ts'
import { readAnswer } from './readAnswer.ts'
import { type Known, readRemoteCart } from './readRemoteCart.ts'
import { rebase, toRemoteCart } from './rebase.ts'
import { withUnsent } from './withUnsent.ts'

const TRIES = 5

/** A back end that knows quantities only: what it has is compared with what it had, and edits are put on top. */
export function absoluteRemote(options: AbsoluteOptions, isVersioned: boolean): CartRemote {
  const { url = '/cart', guests = false } = options
  const read: NonNullable<AbsoluteOptions['read']> =
    options.read ?? (({ fetch, signal }) => fetch(url, { signal, cache: 'no-store' }))
  const write: NonNullable<AbsoluteOptions['write']> =
    options.write ??
    ((cart, { fetch, signal }) =>
      fetch(url, {
        method: 'PUT',
        signal,
        headers: {
          'content-type': 'application/json',
          ...(isVersioned && cart.version !== undefined && { 'if-match': toTag(cart.version) }),
        },
        body: JSON.stringify(cart),
      }))

  return {
    hasGuests: guests,
    engine,
    async exchange(cart, keys, context) {
      const actor = { id: cart.id || context.newId(), now: context.now() }
      for (let tries = 0; tries < TRIES; tries++) {
        const found = await understand(await read(context), context)
        if ('refusal' in found) {
          if (!keys[0]) return found
          // Which says nothing about what is to be written.
          throw new HoldfastError('SERVER_UNAVAILABLE', found.refusal.message, { detail: found.refusal })
        }
        const { known } = found
        if (!keys[0]) return { fold: (newest) => rebase(newest, known, actor) }
        // A page may go before the answer comes; the next one has to know what was sent.
        const sent = await context.keep((newest) => noteTried(rebase(newest, known, actor, tries > 0), keys))
        const answer = await write(toRemoteCart(sent, keys, known.version), context)
        if (answer instanceof Response && [409, 412].includes(answer.status)) continue
        // Some say no more than that it is done.
        const isBare = answer instanceof Response && answer.status === 204
        const written = await understand(isBare ? await read(context) : answer, context)
        return 'known' in written
          ? { fold: (newest) => rebase(settle(newest, sent, keys), written.known, actor) }
          : written
      }
      throw new HoldfastError('SERVER_UNAVAILABLE', 'The cart was another one at every try to write it.')
    },
  }
}

async function understand(
  answer: Response | RemoteCart,
  { zero, limits }: RemoteContext,
): Promise<{ readonly known: Known } | Extract<Exchanged, { refusal: unknown }>> {
  if (!(answer instanceof Response)) return { known: readRemoteCart(answer, zero) }
  const version = answer.headers.get('etag') ?? undefined
  const read = await readAnswer(answer, limits.bytes * 4)
  if ('refusal' in read) return read
  return { known: readRemoteCart({ ...(version && { version }), ...read.body }, zero) }
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 */
function toTag(version: string | number): string {
  return /"$/.test(`${version}`) ? `${version}` : `"${version}"`
}

function noteTried(cart: CartDocument, keys: readonly string[]): CartDocument {
  const unsent = Object.entries(cart.remote?.unsent ?? {}).map(
    ([key, entry]) => [key, keys.includes(key) ? { ...entry, tried: cart.lines[key] } : entry] as const,
  )
  return withUnsent(cart, Object.fromEntries(unsent))
}

/** The cart once the server has what was sent: edits made since are put on top of that. */
function settle(newest: CartDocument, sent: CartDocument, keys: readonly string[]): CartDocument {
  const remote = newest.remote
  if (!remote) return newest
  const unsent = Object.entries(remote.unsent).flatMap(([key, entry]) => {
    if (!keys.includes(key)) return [[key, entry] as const]
    const isSent = entry.sequence === sent.remote?.unsent[key]?.sequence
    return isSent ? [] : [[key, { ...entry, before: sent.lines[key] ?? entry.before, tried: undefined }] as const]
  })
  return { ...newest, remote: { ...remote, unsent: Object.fromEntries(unsent) } }
}
