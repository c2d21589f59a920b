import type { Head } from './Head.ts'

/** What a mirror may show of a session's row: never a token, and the user only where the storage is in clear. */
export function mirrorHead(data: unknown): unknown {
  const { secret, ...head } = data as Head
  const { user } = (secret ?? {}) as { user?: unknown }
  return { ...head, owed: [], secret: user ? { user } : null }
}

/** Whom a mirror shows. */
export function mirroredUser(head: Head | null): unknown {
  return head?.grantId ? (head.secret as { user?: unknown } | null)?.user : undefined
}
