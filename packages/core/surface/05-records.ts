// The part of the use case "records and cart" that core serves.
import { createRecord } from '@holdfast/core'
import { session } from './01-own-api'
export const wishlist = createRecord({ name: 'wishlist', initial: [] as readonly string[], owner: session, merge: (g, a) => [...new Set([...a, ...g])], keep: 'until-signed-out' })
await wishlist.update((skus) => [...skus, 'mug'])
const { value } = wishlist.getSnapshot()
export const isWished = (sku: string): boolean => value.includes(sku)
// @ts-expect-error a change returns the record's type
wishlist.update(() => [1])
