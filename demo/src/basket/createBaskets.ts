import type { Database } from '../createDatabase.ts'

export interface BasketLine {
  readonly sku: string
  readonly quantity: number
}

export interface Baskets {
  /** Resolves with no lines for who has put none. */
  get(customer: string): Promise<readonly BasketLine[]>
  put(customer: string, lines: readonly BasketLine[]): Promise<void>
}

/** One basket per account, kept in `database`. */
export function createBaskets(database: Database): Baskets {
  return {
    async get(customer) {
      const [row] = await database.all<{ lines: string }>('SELECT lines FROM baskets WHERE customer = ?', [customer])
      return JSON.parse(row?.lines ?? '[]') as BasketLine[]
    },
    async put(customer, lines) {
      await database.run('INSERT OR REPLACE INTO baskets (customer, lines) VALUES (?, ?)', [
        customer,
        JSON.stringify(lines.map(({ sku, quantity }) => ({ sku, quantity }))),
      ])
    },
  }
}
