import type { LaggingMap } from './createLaggingMap.ts'

export interface Cookie {
  readonly value: string
  /** Milliseconds since 1970; `null`: with the browser. */
  readonly expires: number | null
  readonly isHttpOnly: boolean
}

/** An origin's cookies as its servers see them. */
export interface CookieJar {
  /** Takes in a `Set-Cookie` line. */
  take(line: string): void
  /** The `Cookie` header that a request carries. */
  header(): string
  /** All of them, those of scripts and those of servers. */
  entries(): [string, Cookie][]
}

/** Longer ones (name and value) vanish without a word. */
const LONGEST = 4_096
/** How long browsers keep a cookie at most: 400 days. */
const AGE = 400 * 86_400_000

/** Reads a cookie line; `null` if browsers would drop it. A cookie that is over already removes. */
export function parseCookie(
  line: string,
  now: number,
): { readonly name: string; readonly cookie: Cookie | null } | null {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = pair.slice(0, Math.max(0, at)).trim()
  const value = pair.slice(at + 1).trim()
  if (name.length + value.length > LONGEST) return null
  let expires: number | null = null
  let isHttpOnly = false
  for (const attribute of attributes) {
    const [key = '', text = ''] = attribute.split('=')
    if (/^max-age$/i.test(key)) expires = now + Number(text) * 1_000
    else if (/^expires$/i.test(key) && expires === null) expires = Date.parse(attribute.slice(key.length + 1))
    else if (/^httponly$/i.test(key)) isHttpOnly = true
  }
  if (expires !== null && expires <= now) return { name, cookie: null }
  return { name, cookie: { value, expires: expires && Math.min(expires, now + AGE), isHttpOnly } }
}

export const isLive = ({ expires }: Cookie, now: number): boolean => expires === null || expires > now

/** The servers' end of an origin's cookies. */
export function createCookieJar(cookies: LaggingMap<Cookie>, now: () => number): CookieJar {
  const entries = (): [string, Cookie][] => [...cookies.truth].filter(([, cookie]) => isLive(cookie, now()))
  return {
    entries,
    take: (line) => {
      const parsed = parseCookie(line, now())
      if (parsed) cookies.write(parsed.name, parsed.cookie)
    },
    header: () =>
      entries()
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; '),
  }
}
