import type { Database, Queries } from '../createDatabase.ts'

/** A database before each of whose queries others have their turn: SQLite's are over so soon that nobody comes between. */
export function withPauses(database: Database): Database {
  const slow = ({ run, all }: Queries): Queries => ({
    run: async (...query) => {
      await new Promise(setImmediate)
      return run(...query)
    },
    all: async (...query) => {
      await new Promise(setImmediate)
      return all(...query)
    },
  })
  return {
    ...slow(database),
    transaction: (work) => database.transaction((queries) => work(slow(queries))),
    close: database.close,
  }
}
