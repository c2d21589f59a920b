import { createId } from '../platform/createId.ts'
import type { Grant, SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import type { Head } from './Head.ts'
import { hashUser } from './hashUser.ts'
import { labelOf, type NewGrant } from './signedIn.ts'
import { isAsked } from './signedOut.ts'

/** A grant and the moment it came. */
export interface Received<User extends SessionUser> {
  readonly grant: Grant<User>
  readonly receivedAt: number
}

/** Makes of a grant what the row will hold: in the session of `head` if it is the same user's, else in a new one. */
export async function sealGrant<User extends SessionUser>(
  { access, platform }: Pick<Core<User>, 'access' | 'platform'>,
  { grant, receivedAt }: Received<User>,
  head: Head | null,
  isTaught: boolean,
): Promise<{ readonly sessionId: string; readonly grant: NewGrant }> {
  const { user, tokens, lifetime } = grant
  const userHash = await hashUser(platform, user.id)
  const isSame = head?.grantId && (isAsked(head) || head.userHash === userHash)
  const sessionId = isSame ? head.sessionId : createId(platform)
  const grantId = createId(platform)
  const secret = await access.seal({ user, tokens }, labelOf(sessionId, grantId))
  return { sessionId, grant: { grantId, userHash, receivedAt, lifetime, secret, isTaught } }
}
