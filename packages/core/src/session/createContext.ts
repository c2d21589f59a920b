import { HoldfastError } from '../HoldfastError.ts'
import type { SessionUser, SourceContext } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { REQUEST_LIMIT } from './changes.ts'
import { createId } from './createId.ts'
import { limitTime } from './limitTime.ts'

/** What a source gets for anything but a refresh: each of its requests is bounded. */
export function createContext<User extends SessionUser>(
  { platform }: Pick<Core<User>, 'platform'>,
  signal: AbortSignal,
): SourceContext {
  const late = (): unknown =>
    new HoldfastError('TIMEOUT', `The server took longer than ${REQUEST_LIMIT} ms; try again.`)
  return {
    attempt: createId(platform),
    signal,
    fetch: (input, init) =>
      limitTime(platform.clock, REQUEST_LIMIT, [signal, init?.signal], late, (given) =>
        platform.fetch(input, { ...init, signal: given }),
      ),
  }
}
