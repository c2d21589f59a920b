import { refuse } from '../refuse.ts'

/**
 * How many pieces a line has after a sign-in, when the guest had `guest` of them and the account `account`: the larger
 * number, both together, the guest's or the account's, which is 0 where it has no such line; or what a function returns.
 */
export type Policy = 'max' | 'sum' | 'guest' | 'account' | Decide

export type Decide = (guest: number, account: number, key: string) => number

const NAMED: { readonly [name in Exclude<Policy, Decide>]: Decide } = {
  max: (guest, account) => Math.max(guest, account),
  sum: (guest, account) => guest + account,
  guest: (guest) => guest,
  // What only the guest has is not lost.
  account: (guest, account) => account || guest,
}

/** Throws `INVALID_OPTION`. */
export function toPolicy(policy: Policy = 'max'): Decide {
  if (typeof policy === 'function') return policy
  if (!Object.hasOwn(NAMED, policy))
    refuse('INVALID_OPTION', `merge must be a function or one of ${Object.keys(NAMED).join(', ')}.`)
  return NAMED[policy]
}
