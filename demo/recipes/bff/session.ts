import { createSession, type SourceContext, serverSession } from '@holdfast/core'

interface User {
  readonly id: string
  readonly name: string
}

type Claims = readonly { readonly type: string; readonly value: unknown }[]

const headers = { 'x-csrf': '1' }
const find = (claims: Claims, wanted: string): unknown => claims.find(({ type }) => type === wanted)?.value
const ask = ({ fetch }: SourceContext): Promise<Response> =>
  fetch('/bff/user?slide=false', { headers, cache: 'no-store' })

export const session = createSession({
  source: serverSession({
    probe: ask,
    renew: ({ fetch }) => fetch('/bff/user', { headers, cache: 'no-store' }),
    signIn: leave,
    isReturning,
    async signOut(context) {
      const answer = await ask(context)
      if (!answer.ok) return answer
      const url = String(find(await answer.json(), 'bff:logout_url'))
      // Ends the back end's session. Where it leads from there is the provider, which a script cannot follow.
      return context.fetch(url, { redirect: 'manual' })
    },
    user: (claims: Claims): User => ({ id: String(find(claims, 'sub')), name: String(find(claims, 'name')) }),
    secondsLeft: (claims: Claims) => Number(find(claims, 'bff:session_expires_in')),
    csrf: { header: 'x-csrf', token: () => '1' },
  }),
})

/** Goes to the sign-in page, which is not ours. */
function leave(_input: void): Promise<Response> {
  sessionStorage.setItem('signing-in', 'yes')
  location.assign(`/bff/login?returnUrl=${encodeURIComponent(location.pathname)}`)
  return new Promise((_resolve, reject) => {
    // The visitor came back by the Back button.
    addEventListener('pageshow', () => reject(new DOMException('Not signed in.', 'AbortError')), { once: true })
  })
}

/** Whether this page is loaded after a visit to that page: only then may somebody be signed in whom no tab knows of. */
function isReturning(): boolean {
  const isSo = sessionStorage.getItem('signing-in') !== null
  sessionStorage.removeItem('signing-in')
  return isSo
}
