import { createHash } from 'node:crypto'

/** What is kept of a refresh token; enough random bits went into it that it needs no salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
