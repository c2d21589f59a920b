import { betterAuth } from 'better-auth'
import { type MemoryDB, memoryAdapter } from 'better-auth/adapters/memory'

/** The options that better-auth's own pages begin with; its memory adapter stands in for a database. */
export function createAuth(origin: string, database: MemoryDB) {
  return betterAuth({
    baseURL: origin,
    secret: 'a secret for the demo, which nobody should keep',
    database: memoryAdapter(database),
    emailAndPassword: { enabled: true },
  })
}
