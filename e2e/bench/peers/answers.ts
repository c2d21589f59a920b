import type { Route } from '@playwright/test'

const ann = { id: 'ann', name: 'Ann', email: 'ann@example.com' }
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString()

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
let count = 0

/** What each back end answers for somebody who is signed in, always the same person. */
const answers: Readonly<Record<string, () => object>> = {
  '/auth/sign-in': grant,
  '/auth/refresh': grant,
  '/api/auth/session': () => ({ user: ann, expires: inAnHour() }),
  '/api/auth/get-session': () => ({
    user: { ...ann, emailVerified: true, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
    session: { id: 's', userId: 'ann', token: 't', expiresAt: inAnHour(), createdAt: '2026-01-01T00:00:00Z' },
  }),
}

function grant(): object {
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: 'ann', name: 'Ann', iat: now, exp: now + 3600, jti: ++count }
  return {
    access_token: `${encode({ alg: 'none' })}.${encode(claims)}.`,
    refresh_token: `r${count}`,
    expires_in: 3600,
    token_type: 'Bearer',
  }
}

/** Answers a request of the page; tells whether it was one for a session. */
export async function answer(route: Route, script: string): Promise<boolean> {
  const { pathname } = new URL(route.request().url())
  const given = answers[pathname]?.()
  if (given) await route.fulfill({ json: given })
  else if (pathname === '/app.js') await route.fulfill({ contentType: 'text/javascript', body: script })
  else if (pathname === '/')
    await route.fulfill({ contentType: 'text/html', body: '<script src="/app.js" defer></script>' })
  else await route.fulfill({ json: {} })
  return given !== undefined || pathname.startsWith('/api/')
}
