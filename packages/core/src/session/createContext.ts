import { createId } from '../platform/createId.ts'
import { limitTime } from '../platform/limitTime.ts'
import { tooLate } from '../platform/tooLate.ts'
import { HOLD_LIMIT, underLock } from '../platform/underLock.ts'
import type { SessionUser, SourceContext } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { REQUEST_LIMIT } from './claimed.ts'
import { lockOf } from './lockOf.ts'

/** What a source gets for anything but a refresh: each of its requests is bounded. */
export function createContext<User extends SessionUser>(
  core: Pick<Core<User>, 'platform' | 'access' | 'name'>,
  signal: AbortSignal,
  /** Send while no tab refreshes: the answers of both set one cookie. */
  isExclusive = false,
): SourceContext {
  const { platform } = core
  const send: typeof globalThis.fetch = (input, init) =>
    limitTime(
      platform.clock,
      REQUEST_LIMIT,
      [signal, init?.signal],
      () => tooLate('The server', REQUEST_LIMIT),
      (given) => platform.fetch(input, { ...init, signal: given }),
    )
  return {
    attempt: createId(platform),
    isActive: false,
    origin: platform.origin,
    signal,
    fetch: (input, init) =>
      isExclusive ? underLock(platform, lockOf(core), HOLD_LIMIT, () => send(input, init)) : send(input, init),
  }
}
