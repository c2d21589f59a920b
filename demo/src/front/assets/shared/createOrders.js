// @ts-check
import { createOrdersClient, OrderRefused } from './createOrdersClient.js'
import { createReadable } from './createReadable.js'
import { follow } from './follow.js'
import { wordsForError } from './wordsFor.js'

/** @typedef {import('./createOrdersClient.js').Order} Order */
/** @typedef {{ readonly orders: readonly Order[], readonly said: string, readonly mayRead: boolean }} Orders */

const permission = 'orders:read'

/**
 * What the person signed in has ordered, if they may see it.
 *
 * @param {import('./createShop.js').ShopSession} session
 */
export function createOrders(session) {
  const nothing = /** @type {Orders} */ ({ orders: [], said: '', mayRead: false })
  const shown = createReadable(nothing)
  const client = createOrdersClient(session)
  /** @type {string | null} */
  let shownFor = null

  async function load() {
    const { user } = session.getSnapshot()
    if (!user) return
    if (!user.permissions.includes(permission)) {
      const said = `${user.name} may not see orders: the account has no permission “${permission}”.`
      shown.set({ ...nothing, said })
      return
    }
    const { orders: before } = shown.getSnapshot()
    shown.set({ orders: before, said: before.length === 0 ? 'Loading…' : '', mayRead: true })
    const isStill = () => session.getSnapshot().user?.id === user.id
    try {
      const orders = await client.list()
      if (isStill()) shown.set({ orders, said: orders.length === 0 ? 'No orders yet.' : '', mayRead: true })
    } catch (error) {
      const said = error instanceof OrderRefused ? error.message : wordsForError(error)
      if (isStill()) shown.set({ ...shown.getSnapshot(), said })
    }
  }

  follow(session, ({ user }) => {
    if ((user?.id ?? null) === shownFor) return
    shownFor = user?.id ?? null
    shown.set(nothing)
    void load()
  })

  return {
    ...shown,
    load: () => void load(),
  }
}
