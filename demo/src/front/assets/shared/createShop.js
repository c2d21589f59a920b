// @ts-check
import { createQuotes } from './basket/createQuotes.js'
import { createSource } from './createSource.js'

/** @typedef {import('./readSettings.js').ShopSettings} ShopSettings */
/** @typedef {{ readonly id: string, readonly name: string, readonly permissions: readonly string[] }} User */
/** @typedef {import('@holdfast/core').Session<User, { readonly [name: string]: string | number | boolean }>} ShopSession */
/** @typedef {import('@holdfast/cart').Cart} Cart */
/** @typedef {Pick<typeof import('@holdfast/core'), 'bearer' | 'createSession' | 'encrypted' | 'inCookie' | 'inIndexedDb' | 'inLocalStorage' | 'inMemory' | 'inSessionStorage' | 'serverSession'> & Pick<typeof import('@holdfast/cart'), 'createCart' | 'opsRemote'>} Holdfast of the script tag or of the package */
/** @typedef {{ readonly session: ShopSession, readonly cart: Cart, readonly settings: ShopSettings }} Shop */

/**
 * The one session of the shop, and the cart that goes with it.
 *
 * @param {Holdfast} holdfast
 * @param {ShopSettings} settings
 * @param {ReturnType<typeof import('./createProducts.js').createProducts>} products
 * @returns {Shop}
 */
export function createShop(holdfast, settings, products) {
  const { session: _, storage: choice, encrypted, ...limits } = settings
  const { createCart, createSession, opsRemote } = holdfast
  const plain = {
    indexeddb: holdfast.inIndexedDb,
    localstorage: holdfast.inLocalStorage,
    sessionstorage: holdfast.inSessionStorage,
    cookie: holdfast.inCookie,
    memory: holdfast.inMemory,
    'memory-cookie': holdfast.inMemory,
  }[choice]

  const session = createSession({
    source: createSource(holdfast, settings),
    storage: encrypted ? holdfast.encrypted(plain()) : plain(),
    ...limits,
  })

  // Nothing in it is secret. With the tokens in memory and a cookie to get new ones by, it may well outlive the page.
  const storage = choice === 'memory-cookie' ? holdfast.inIndexedDb() : plain()
  const cart = createCart({
    session,
    currency: 'EUR',
    quotes: createQuotes(products),
    remote: opsRemote({ url: '/cart' }),
    storage,
  })

  return { session, cart, settings }
}
