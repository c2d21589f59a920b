import type { SessionUser } from '@holdfast/core'
import type { TestCredentials } from './createTestCredentials.ts'
import type { TestState } from './createTestState.ts'
import { limitCall } from './limitCall.ts'

/**
 * What `session.fetch` does: waits while `loading`, sends with the token, whatever the origin, since it opens nothing,
 * and rejects with an `AbortError` once the session that it began with is over.
 */
export function createTestFetch<User extends SessionUser>(
  state: TestState<User>,
  credentials: TestCredentials<User>,
  send: typeof globalThis.fetch,
): typeof globalThis.fetch {
  return async (input, init) => {
    const calls = state.getCallSignal()
    const request = typeof input === 'object' && 'headers' in input ? input : undefined
    const signal = init?.signal ?? request?.signal
    const grant = await credentials.get(signal ? { signal } : {})
    calls.throwIfAborted()
    // A guest's request goes without asking, and the browser says this of one that the network did not carry.
    if (!grant && state.getFacts().offline) throw new TypeError('Failed to fetch')
    if (!grant) return send(input, init)
    const headers = new Headers(init?.headers ?? request?.headers)
    const { tokens } = grant
    if (tokens && !headers.has('authorization'))
      headers.set('authorization', `${tokens.type ?? 'Bearer'} ${tokens.accessToken}`)
    // A plain object, so that it will do for the `fetch` of any test environment, and can be compared.
    return limitCall(send(input, { ...init, headers: Object.fromEntries(headers) }), { signals: [calls] })
  }
}
