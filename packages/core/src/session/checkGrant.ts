import { checkMembers, isText, type Rules } from '../checkMembers.ts'
import type { Grant, SessionUser } from '../source/Source.ts'

const rules: Rules = {
  user: (user) => isText(user?.id) || 'there, with a text as user.id',
  lifetime: (lifetime) =>
    lifetime === null || (Number.isFinite(lifetime) && lifetime > 0) || 'milliseconds above 0, or null',
  tokens: (tokens) => tokens === null || isText(tokens?.accessToken) || 'null, or have an accessToken',
}

/** Returns the grant, or throws `ANSWER_INVALID`, saying what a source must return. */
export function checkGrant<User extends SessionUser>(grant: Grant<User>): Grant<User> {
  checkMembers('ANSWER_INVALID', 'The grant', grant, rules)
  return grant
}
