import { useRecord } from '@holdfast/react'
import { wishlist } from '../../core/surface/05-records.ts'
export function Heart({ sku }: { sku: string }) {
  const wished = useRecord(wishlist, (v) => v.includes(sku))
  const { value, update } = useRecord(wishlist)
  return <button type="button" onClick={() => void update((v) => (wished ? v.filter((x) => x !== sku) : [...v, sku]))}>{value.length}</button>
}
// @ts-expect-error a record's values have one type
useRecord(wishlist).update(() => [1])
// @ts-expect-error a selector gets the value, not the snapshot
useRecord(wishlist, (v) => v.status)
