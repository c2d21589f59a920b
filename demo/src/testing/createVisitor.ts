import { demoAccounts } from '../identity/demoAccounts.ts'
import type { Answer } from './openShop.ts'

/** Somebody with a browser of their own: it keeps cookies, and sends a CSRF token with what changes something. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Asks for a CSRF token first, unless `headers` have one. */
  send(method: 'POST' | 'PUT', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  csrf(): Promise<string>
  signIn(name?: 'alice' | 'bob' | 'carol'): Promise<Answer>
  /** Somebody with the same cookies as of now, in another browser. */
  copy(): Visitor
}

/** @param urlOf where a path is served */
export function createVisitor(urlOf: (path: string) => string, from?: ReadonlyMap<string, string>): Visitor {
  const cookies = new Map(from)

  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(urlOf(path) + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  const visitor: Visitor = {
    cookies,
    get: (path, headers) => ask('GET', path, undefined, headers),
    send: async (method, path, body, headers) =>
      ask(method, path, body, headers ?? { 'x-csrf-token': await visitor.csrf() }),
    csrf: async () => (await ask('GET', '/identity/session/csrf')).body.token,
    signIn(name = 'alice') {
      const account = demoAccounts.find(({ email }) => email.startsWith(name))
      const { email, password } = account ?? {}
      return visitor.send('POST', '/identity/session/sign-in', { email, password })
    },
    copy: () => createVisitor(urlOf, cookies),
  }
  return visitor
}
