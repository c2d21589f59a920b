import { createHash } from 'node:crypto'
import type { Database } from '../createDatabase.ts'
import type { HeldSession } from './HeldSession.ts'

/**
 * Which sessions have been ended. Deleting one from its store is not enough: a request that read it before, such as a
 * renewal, may write it back after.
 */
export interface SessionEnds {
  endSession(id: string): Promise<void>
  /** Ends all sessions of a user that have started so far. */
  endUser(userId: string): Promise<void>
  /** Ends all sessions that have started so far. */
  endAll(): Promise<void>
  isEnded(session: HeldSession): Promise<boolean>
}

/** Longer than any session lives without being renewed, in milliseconds. */
const keepFor = 31 * 24 * 3_600_000

/** Keeps the ends in `database`, for all instances. */
export function createSessionEnds(database: Database): SessionEnds {
  async function end(subject: string): Promise<void> {
    const now = Date.now()
    await database.run('DELETE FROM session_ends WHERE ended_at < ?', [now - keepFor])
    await database.run(
      `INSERT INTO session_ends (subject, ended_at) VALUES (?, ?)
       ON CONFLICT (subject) DO UPDATE SET ended_at = MAX(ended_at, excluded.ended_at)`,
      [subject, now],
    )
  }
  return {
    endSession: (id) => end(subjectOf(id)),
    endUser: (userId) => end(`user:${userId}`),
    endAll: () => end('all'),
    async isEnded({ id, user, startedAt }) {
      const rows = await database.all(
        `SELECT subject FROM session_ends WHERE subject = ? OR (subject IN (?, 'all') AND ended_at >= ?)`,
        [subjectOf(id), `user:${user.id}`, startedAt],
      )
      return rows.length > 0
    },
  }
}

const subjectOf = (id: string): string => `session:${createHash('sha256').update(id).digest('hex')}`
