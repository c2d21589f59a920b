// The part of the use case "OpenID Connect with routers" that does not depend on which source redirects.
import { createSession, isHoldfastError, type Source } from '@holdfast/core'
import { createBrowserRouter, redirect } from 'react-router'

interface User { readonly id: string; readonly roles: readonly string[] }
interface Away { returnTo?: string; via?: 'redirect' | 'popup'; acr?: string }
declare const redirecting: Source<User, Away | undefined>
export const keycloak = createSession({ source: redirecting })

const requireUser = async (request: Request): Promise<User> => {
  const snapshot = await keycloak.ready({ signal: request.signal })
  if (snapshot.status === 'signed-out') { await keycloak.signIn({ returnTo: new URL(request.url).pathname }); throw redirect('/') }
  return snapshot.user
}
export const router = createBrowserRouter([
  { path: '/callback', loader: async () => { try { const { returnTo } = await keycloak.resume(); return redirect(returnTo ?? '/') } catch (e) { if (isHoldfastError(e, 'AUTHORIZATION_DENIED')) return redirect('/'); throw e } } },
  { path: '/orders', loader: async ({ request }) => ({ user: await requireUser(request) }) },
])
await keycloak.signIn(); await keycloak.signIn({ acr: 'gold', via: 'popup' })
// @ts-expect-error there is no such way
await keycloak.signIn({ via: 'window' })
