import type { User } from '../../app/session.ts'

/** Who can sign in. A real server has them in a database, the passwords hashed. */
const accounts: readonly { readonly user: User; readonly password: string }[] = [
  { user: { id: 'ann', name: 'Ann Archer' }, password: 'anchor-line-7' },
  { user: { id: 'bob', name: 'Bob Baker' }, password: 'bowline-knot-4' },
]

export function findUser(id: unknown, password: unknown): User | undefined {
  return accounts.find((account) => account.user.id === id && account.password === password)?.user
}
