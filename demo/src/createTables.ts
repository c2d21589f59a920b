import type { Database } from './createDatabase.ts'

const tables = [
  `accounts (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, permissions TEXT NOT NULL, password TEXT NOT NULL)`,
  `signing_keys (id TEXT PRIMARY KEY, private_jwk TEXT NOT NULL)`,
  `families (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), revoked_at INTEGER)`,
  `refresh_tokens (hash TEXT PRIMARY KEY, family_id TEXT NOT NULL REFERENCES families (id), expires_at INTEGER NOT NULL, spent_at INTEGER)`,
  `replays (key TEXT PRIMARY KEY, token TEXT NOT NULL, family TEXT NOT NULL, answer TEXT NOT NULL, kept_at INTEGER NOT NULL)`,
  `secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL)`,
  `session_ends (subject TEXT PRIMARY KEY, ended_at INTEGER NOT NULL)`,
  `products (sku TEXT PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL, image TEXT NOT NULL)`,
  `counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)`,
  `carts (customer TEXT NOT NULL, currency TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (customer, currency))`,
  `orders (id TEXT PRIMARY KEY, position INTEGER NOT NULL, customer TEXT NOT NULL, placed_at TEXT NOT NULL, total INTEGER NOT NULL, currency TEXT NOT NULL)`,
  `order_lines (order_id TEXT NOT NULL REFERENCES orders (id), position INTEGER NOT NULL, sku TEXT NOT NULL, name TEXT NOT NULL, quantity INTEGER NOT NULL, price INTEGER NOT NULL, PRIMARY KEY (order_id, position))`,
  `order_keys (customer TEXT NOT NULL, key TEXT NOT NULL, order_id TEXT NOT NULL REFERENCES orders (id), PRIMARY KEY (customer, key))`,
]

/** What tables of earlier versions of the demo do not have. */
const columns = [
  ['products', 'stock', 'INTEGER'],
  ['products', 'min', 'INTEGER'],
  ['products', 'max', 'INTEGER'],
  ['orders', 'discount', 'INTEGER NOT NULL DEFAULT 0'],
] as const

/** Creates what the services keep, where it is not there yet. */
export async function createTables(database: Database): Promise<void> {
  // With a log for writes, readers and a writer of other instances do not wait for one another; in memory it means nothing.
  await database.all('PRAGMA journal_mode = WAL')
  for (const table of tables) await database.run(`CREATE TABLE IF NOT EXISTS ${table}`)
  for (const [table, name, type] of columns) await addColumn(database, table, name, type)
  await database.run('DROP TABLE IF EXISTS baskets')
  await database.run('CREATE INDEX IF NOT EXISTS refresh_tokens_of_family ON refresh_tokens (family_id)')
}

async function addColumn(database: Database, table: string, name: string, type: string): Promise<void> {
  const known = await database.all<{ name: string }>(`PRAGMA table_info(${table})`)
  if (known.some((column) => column.name === name)) return
  await database.run(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`).catch((error: Error) => {
    // Another instance was faster.
    if (!error.message.includes('duplicate column')) throw error
  })
}
