import { type Grant, HoldfastError, type SessionUser, type Source, type SourceContext } from '@holdfast/core'
import type { SessionServer } from './createSessionServer.ts'

/** What the server asks of a visitor. */
export interface PasswordInput {
  readonly user: string
  readonly password: string
}

/** A source without tokens: the server holds the session, and a probe tells whether it does. */
export function cookieSource({ url }: Pick<SessionServer, 'url'>): Source<SessionUser, PasswordInput> {
  const post = (path: string, { fetch }: SourceContext, body?: unknown): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
      keepalive: path === 'logout',
    })

  const toGrant = async (response: Response, code: 'SIGN_IN_REJECTED' | 'REFRESH_REJECTED'): Promise<Grant> => {
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    if (response.status === 401 && isJson)
      throw new HoldfastError(code, 'The server knows no such session; sign in again.')
    const { user, secondsLeft } = readBody(response.ok ? await response.text() : '')
    if (typeof user !== 'string' || typeof secondsLeft !== 'number')
      throw new HoldfastError('SERVER_UNAVAILABLE', `The server answered ${response.status}; try again.`)
    return { user: { id: user }, lifetime: secondsLeft * 1_000, tokens: null }
  }
  const probe = async (context: SourceContext): Promise<Grant> =>
    toGrant(await post('probe', context), 'REFRESH_REJECTED')

  return {
    signIn: async (input, context) => toGrant(await post('login', context, input), 'SIGN_IN_REJECTED'),
    refresh: (_grant, context) => probe(context),
    restore: probe,
    revoke: async (_grant, context) => {
      const { ok, status } = await post('logout', context)
      if (!ok) throw new HoldfastError('SERVER_UNAVAILABLE', `The server answered ${status}; try again.`)
    },
    attach: (request) => new Request(request, { credentials: 'include' }),
  }
}

function readBody(text: string): { readonly user?: unknown; readonly secondsLeft?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {}
  } catch {
    return {}
  }
}
