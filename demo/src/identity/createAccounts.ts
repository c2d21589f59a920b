import type { Database, Queries } from '../createDatabase.ts'
import { demoAccounts } from './demoAccounts.ts'
import { hashPassword, isPassword } from './passwords.ts'

export interface Account {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly permissions: readonly string[]
}

export interface Accounts {
  /** Resolves with the account, or with `null` if there is none of this address and password. */
  authenticate(email: string, password: string): Promise<Account | null>
  find(id: string, queries?: Queries): Promise<Account | null>
}

type AccountRow = Omit<Account, 'permissions'> & { readonly permissions: string; readonly password: string }

/** Resolves with the accounts kept in `database`, the demo's among them. */
export async function createAccounts(database: Database): Promise<Accounts> {
  await seed(database)
  // Unknown addresses cost as much time as wrong passwords, so that the time does not tell who has an account.
  const nobodysPassword = await hashPassword('nobody')
  return {
    async authenticate(email, password) {
      const [row] = await database.all<AccountRow>('SELECT * FROM accounts WHERE email = ?', [
        email.trim().toLowerCase(),
      ])
      const isRight = await isPassword(password, row?.password ?? nobodysPassword)
      return row && isRight ? toAccount(row) : null
    },
    async find(id, queries = database) {
      const [row] = await queries.all<AccountRow>('SELECT * FROM accounts WHERE id = ?', [id])
      return row ? toAccount(row) : null
    },
  }
}

function toAccount({ id, email, name, permissions }: AccountRow): Account {
  return { id, email, name, permissions: JSON.parse(permissions) as string[] }
}

async function seed(database: Database): Promise<void> {
  const [count] = await database.all<{ n: number }>('SELECT COUNT(*) AS n FROM accounts')
  if (count?.n === demoAccounts.length) return
  const hashes = await Promise.all(demoAccounts.map(({ password }) => hashPassword(password)))
  for (const [index, { id, email, name, permissions }] of demoAccounts.entries()) {
    await database.run(
      'INSERT OR IGNORE INTO accounts (id, email, name, permissions, password) VALUES (?, ?, ?, ?, ?)',
      [id, email, name, JSON.stringify(permissions), hashes[index] ?? ''],
    )
  }
}
