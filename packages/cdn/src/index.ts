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
} from '@holdfast/core'
