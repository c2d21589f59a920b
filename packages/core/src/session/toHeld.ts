import type { Clock } from '../platform/Platform.ts'
import type { Grant, SessionUser, Source, Tokens } from '../source/Source.ts'
import type { Head } from './Head.ts'
import { type Held, marginOf } from './Held.ts'

/** What this tab needs to know to hold the grant of `head`; counted from now where clocks have changed since. */
export function toHeld<User extends SessionUser>(
  head: Head,
  grant: Grant<User>,
  {
    clock,
    leeway,
    source,
  }: { readonly clock: Clock; readonly leeway: number; readonly source: Source<User, any, any> },
): Held<User> {
  const { lifetime, receivedAt } = head
  const expiresAt = lifetime === null ? Number.POSITIVE_INFINITY : receivedAt + lifetime
  const isLast = source.canRefresh?.(grant) === false
  return {
    grantId: head.grantId as string,
    sessionId: head.sessionId,
    grant,
    receivedAt,
    expiresAt,
    expiresSteadily: clock.monotonic() + expiresAt - clock.now(),
    margin: marginOf(lifetime, leeway, source.isServerHeld || isLast),
    isLast,
    isTaught: head.isTaught,
    basis: null,
  }
}

/** The secret part of a grant, if that is what was unsealed. */
export function readSecret(value: unknown): { readonly user: SessionUser; readonly tokens: Tokens | null } | null {
  const { user, tokens } = (value ?? {}) as { user?: SessionUser; tokens?: Tokens | null }
  const isUser = typeof user?.id === 'string' && user.id !== ''
  return isUser && (tokens === null || typeof tokens?.accessToken === 'string') ? { user, tokens } : null
}
