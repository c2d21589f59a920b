export { createCart } from '@holdfast/cart'
export {
  bearer,
  createRecord,
  createSession,
  encrypted,
  firstOf,
  HoldfastError,
  inCookie,
  inIndexedDb,
  inLocalStorage,
  inMemory,
  inSessionStorage,
  isHoldfastError,
  serverSession,
} from '@holdfast/core'
