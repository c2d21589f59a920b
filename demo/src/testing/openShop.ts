import type { Counts } from '../control/createJournal.ts'
import type { Settings } from '../control/Settings.ts'
import type { ShopServerOptions } from '../createShopServer.ts'
import { createShopServer } from '../createShopServer.ts'
import { demoAccounts } from '../identity/demoAccounts.ts'
import type { TokenAnswer } from '../identity/TokenAnswer.ts'

export interface Answer<Body = any> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

export interface OpenShop {
  readonly url: string
  /** Leaves everything as at the start. */
  reset(): Promise<void>
  close(): Promise<void>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body: unknown): Promise<Answer>
  signIn(name?: 'alice' | 'bob' | 'carol'): Promise<TokenAnswer>
  refresh(token: string, key?: string): Promise<Answer>
  change(settings: Partial<Settings>): Promise<Answer>
  counters(): Promise<Counts & { liveFamilies: Record<string, number>; revokedFamilies: number }>
}

/** Opens a shop for the tests of a file. */
export async function openShop(options?: ShopServerOptions): Promise<OpenShop> {
  const server = await createShopServer(options)

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(server.url + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  const post: OpenShop['post'] = (path, body, headers) => send('POST', path, body, headers)
  return {
    url: server.url,
    reset: async () => void (await post('/control/reset')),
    close: server.close,
    get: (path, headers) => send('GET', path, undefined, headers),
    post,
    patch: (path, body) => send('PATCH', path, body),
    async signIn(name = 'alice') {
      const account = demoAccounts.find(({ email }) => email.startsWith(name))
      return (await post('/identity/sign-in', { email: account?.email, password: account?.password })).body
    },
    refresh: (token, key) =>
      post('/identity/refresh', { refresh_token: token }, key === undefined ? {} : { 'idempotency-key': key }),
    change: (settings) => send('PUT', '/control/settings', settings),
    counters: async () => (await send('GET', '/control/counters')).body,
  }
}
