export interface DemoAccount {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly name: string
  readonly permissions: readonly string[]
}

/** Who can sign in to the demo. The passwords are meant to be read: the sign-in page lists them. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    id: 'acct_alice',
    email: 'alice@example.com',
    password: 'anchor-line-7',
    name: 'Alice Archer',
    permissions: ['orders:read', 'orders:write'],
  },
  {
    id: 'acct_bob',
    email: 'bob@example.com',
    password: 'bowline-knot-4',
    name: 'Bob Baker',
    permissions: ['orders:read', 'orders:write'],
  },
  { id: 'acct_carol', email: 'carol@example.com', password: 'cleat-hitch-2', name: 'Carol Cole', permissions: [] },
]
