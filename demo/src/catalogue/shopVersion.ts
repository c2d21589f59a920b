import type { Queries } from '../createDatabase.ts'

/** A number that grows whenever anything changes that carts are quoted: prices and stock. */
export async function readShopVersion(queries: Queries): Promise<number> {
  const [row] = await queries.all<{ value: number }>(`SELECT value FROM counters WHERE name = 'shop'`)
  return row?.value ?? 0
}

/** Lets it grow; `by` so much, at least 1. */
export async function raiseShopVersion(queries: Queries, by = 1): Promise<void> {
  await queries.run(`UPDATE counters SET value = value + ? WHERE name = 'shop'`, [by])
}

/** It begins at the time of day, so that no number comes again when the database was deleted: browsers remember them. */
export async function beginShopVersion(queries: Queries): Promise<void> {
  await queries.run(`INSERT OR IGNORE INTO counters (name, value) VALUES ('shop', ?)`, [Date.now()])
}
