// The part of the use case "OpenID Connect with routers" that does not depend on which source redirects.
import { createSession, type Source } from '@holdfast/core'
import { createRouter, createWebHistory } from 'vue-router'

interface User { readonly id: string }
declare const redirecting: Source<User, { returnTo?: string } | undefined>
const keycloak = createSession({ source: redirecting })

export const vueRouter = createRouter({ history: createWebHistory(), routes: [
  { path: '/callback', component: {}, beforeEnter: async () => (await keycloak.resume()).returnTo ?? '/' },
  { path: '/orders', component: {}, meta: { needsUser: true } } ] })
vueRouter.beforeEach(async (to) => { if (to.meta['needsUser'] && (await keycloak.ready()).status === 'signed-out') { await keycloak.signIn({ returnTo: to.fullPath }); return false } return true })
