import { HoldfastError } from '../HoldfastError.ts'
import type { Grant, SessionUser } from '../source/Source.ts'

/** Returns the grant, or throws `ANSWER_INVALID`, saying what a source must return. */
export function checkGrant<User extends SessionUser>(grant: Grant<User>): Grant<User> {
  const { user, lifetime, tokens } = (grant ?? {}) as Partial<Grant<User>>
  if (typeof user?.id !== 'string' || user.id === '') invalid('user.id must be a text that names the user')
  if (lifetime !== null && !(Number.isFinite(lifetime) && (lifetime as number) > 0))
    invalid('lifetime must be milliseconds above 0, or null')
  if (tokens !== null && (typeof tokens?.accessToken !== 'string' || tokens.accessToken === ''))
    invalid('tokens must have an accessToken, or be null')
  return grant
}

function invalid(what: string): never {
  throw new HoldfastError('ANSWER_INVALID', `The grant makes no sense: ${what}.`)
}
