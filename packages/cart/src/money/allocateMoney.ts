import { refuse } from '../refuse.ts'
import { type Money, toMoney } from './Money.ts'

/**
 * Divides an amount by weights, which are whole numbers from 0 and not all 0, so that the shares add up to it exactly. Each
 * is rounded down; what is left goes, one minor unit each, to those that lost most by that, of equals to the first.
 * Throws `RECORD_INVALID`.
 */
export function allocateMoney(money: Money, weights: readonly number[]): readonly Money[] {
  const { minor } = toMoney(money)
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0) || !weights.some(Boolean))
    refuse('RECORD_INVALID', 'Weights are whole numbers from 0, and one of them is above.')
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  const amount = BigInt(Math.abs(minor))
  const shares = weights.map((weight, index) => {
    const part = amount * BigInt(weight)
    return { index, share: part / total, lost: part % total }
  })
  const left = amount - shares.reduce((sum, { share }) => sum + share, 0n)
  const next = [...shares].sort((a, b) => (a.lost < b.lost ? 1 : a.lost > b.lost ? -1 : a.index - b.index))
  for (const item of next.slice(0, Number(left))) item.share += 1n
  return shares.map(({ share }) => ({ ...money, minor: Number(share) * Math.sign(minor) || 0 }))
}
