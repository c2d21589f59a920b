// @ts-check

/** @typedef {import('@holdfast/cart').CartSnapshot} CartSnapshot */
/** @typedef {import('@holdfast/cart').CartLine} CartLine */

/**
 * How far the basket has come; nothing to say where all is well, or where it is a guest's.
 *
 * @param {Pick<CartSnapshot, 'lines' | 'saved' | 'sync' | 'activity'>} snapshot
 * @param {boolean} isOnline
 */
export function describeSync({ lines, saved, sync, activity }, isOnline) {
  const keys = new Set([...lines, ...saved].filter((line) => line.sync === 'queued').map(({ key }) => key))
  const wait = keys.size === 0 ? 'changes wait' : keys.size === 1 ? '1 change waits' : `${keys.size} changes wait`
  const isWaiting = sync === 'queued' && (activity === 'waiting' || !isOnline)
  if (!isOnline) return { text: isWaiting ? `Offline: ${wait}` : 'Offline', state: 'waiting' }
  if (isWaiting) return { text: `No answer: ${wait}`, state: 'waiting' }
  if (sync === 'failed') return { text: 'Not all was taken', state: 'bad' }
  return { text: sync === 'synced' ? 'Kept by the shop' : '', state: 'good' }
}

/**
 * The same for one line; a change that is just being sent is not worth a word.
 *
 * @param {CartLine['sync']} sync
 * @param {CartSnapshot['activity']} activity
 * @param {boolean} isOnline
 */
export function describeLineSync(sync, activity, isOnline) {
  if (sync === 'failed') return { text: 'Not taken', state: 'bad' }
  const isWaiting = sync === 'queued' && (activity === 'waiting' || !isOnline)
  return isWaiting ? { text: 'Waits', state: 'waiting' } : { text: '', state: 'good' }
}

/**
 * What the shop refused, and why.
 *
 * @param {CartSnapshot['failures'][number]} failure
 * @param {(productId: string) => string} nameOf
 */
export function describeFailure({ key, productId, message }, nameOf) {
  const name = key.startsWith('coupon:') ? `Coupon ${key.slice('coupon:'.length)}` : nameOf(productId)
  return { key, name, message }
}
