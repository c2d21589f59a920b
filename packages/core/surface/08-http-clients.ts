// The part of the use case "axios and TanStack Query" that core serves: what such clients are given.
import { isHoldfastError, type RegisteredSession, type UserOf } from '@holdfast/core'
import { session, type User } from './01-own-api'
interface HttpClient { env: { fetch: typeof globalThis.fetch }; intercept(change: (headers: Headers) => Promise<Headers>): void }
interface QueryClient { retry(count: number, error: Error): boolean; clear(): void }
export function connect(api: HttpClient, queryClient: QueryClient): void {
  api.env.fetch = session.fetch
  api.intercept(async (headers) => { headers.set('Authorization', `Bearer ${await session.getAccessToken()}`); return headers })
  queryClient.retry = (n, e) => n < 3 && !isHoldfastError(e, 'SIGNED_OUT', 'REFRESH_REJECTED')
  session.on('user-changed', ({ from }) => { if (from) queryClient.clear() })
}
// what the app registered in 01 is what bindings see
export const user: User = null as unknown as UserOf<RegisteredSession>
// @ts-expect-error the registered user is typed
export const nickname: string = user.nickname
