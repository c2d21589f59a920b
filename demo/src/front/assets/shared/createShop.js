// @ts-check
import { mergeLines } from './basketLines.js'
import { createSource } from './createSource.js'

/** @typedef {import('./basketLines.js').Line} Line */
/** @typedef {import('./readSettings.js').ShopSettings} ShopSettings */
/** @typedef {{ readonly id: string, readonly name: string, readonly permissions: readonly string[] }} User */
/** @typedef {import('@holdfast/core').Session<User, { readonly [name: string]: string | number | boolean }>} ShopSession */
/** @typedef {import('@holdfast/core').SharedRecord<readonly Line[]>} Basket */
/** @typedef {Pick<typeof import('@holdfast/core'), 'bearer' | 'createRecord' | 'createSession' | 'encrypted' | 'inCookie' | 'inIndexedDb' | 'inLocalStorage' | 'inMemory' | 'inSessionStorage' | 'serverSession'>} Holdfast of the script tag or of the package */
/** @typedef {{ readonly session: ShopSession, readonly basket: Basket, readonly settings: ShopSettings }} Shop */

/**
 * The one session of the shop, and the basket that goes with it.
 *
 * @param {Holdfast} holdfast
 * @param {ShopSettings} settings
 * @returns {Shop}
 */
export function createShop(holdfast, settings) {
  const { session: _, storage: choice, encrypted, ...limits } = settings
  const { createRecord, createSession } = holdfast
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

  const basket = createRecord({
    name: 'basket',
    initial: /** @type {readonly Line[]} */ ([]),
    owner: session,
    merge: mergeLines,
    // Nothing in it is secret. With the tokens in memory and a cookie to get new ones by, it may well outlive the page.
    storage: choice === 'memory-cookie' ? holdfast.inIndexedDb() : plain(),
  })

  return { session, basket, settings }
}
