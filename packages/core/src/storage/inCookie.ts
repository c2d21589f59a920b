import { HoldfastError } from '../HoldfastError.ts'
import { cookieName } from './dropMirrors.ts'
import { mirroredRow } from './mirroredRow.ts'
import type { RecordStorage } from './RecordStorage.ts'
import { storageError } from './storageError.ts'

export interface CookieOptions {
  /** @default '/' */
  path?: string
  /** Shows the copy to sibling subdomains too. @default the page's own host */
  domain?: string
  /** How long browsers keep the copy, in seconds, at most 400 days; Safari keeps it 7 days. @default 34 560 000 */
  maxAge?: number
}

/** Longer cookies vanish without a word. */
const LONGEST = 4_096

/**
 * Keeps the row in IndexedDB, in clear, and a copy without tokens in a cookie, for the server's and other code's eyes.
 * Where there is no IndexedDB, the cookie holds all but the tokens. Throws `INVALID_OPTION`.
 */
export function inCookie(given: CookieOptions = {}): RecordStorage {
  const { path = '/', domain = '', maxAge = 34_560_000, ...unknown } = given
  if (Object.keys(unknown)[0] || /[;\s]/.test(path + domain) || !Number.isFinite(maxAge))
    throw new HoldfastError('INVALID_OPTION', "inCookie takes { path: '/', domain: 'example.com', maxAge: seconds }.")
  return {
    kind: 'cookie',
    open(options) {
      const { platform, name } = options
      const key = `${cookieName(name)}=`
      const attributes = `;path=${path}${domain ? `;domain=${domain}` : ''};samesite=lax${platform.origin.startsWith('https') ? ';secure' : ''}`
      const read = (): string | null => {
        const found = platform.cookies
          .read()
          .split('; ')
          .find((cookie) => cookie.startsWith(key))
        return found ? decode(found.slice(key.length)) : null
      }
      const write = (text: string | null): void => {
        const cookie = key + encodeURIComponent(text ?? '')
        if (cookie.length > LONGEST) throw storageError('STORAGE_FULL')
        platform.cookies.write(`${cookie}${attributes};max-age=${text === null ? 0 : maxAge}`)
        // Another tab's copy may have come since; none at all: cookies are off, or the domain is not this page's.
        if (text !== null && read() === null) throw storageError('STORAGE_UNAVAILABLE')
      }
      return mirroredRow('cookie', options, { read, write }, false)
    },
  }
}

/** Somebody else's text may have a stray % in it. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
