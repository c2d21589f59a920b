import type { Cookies } from '@holdfast/core'
import type { Host } from '../tab/Host.ts'
import { type Cookie, isLive, parseCookie } from './createCookieJar.ts'
import type { LaggingMap } from './createLaggingMap.ts'

/** One tab's `document.cookie`: it lags behind the others, and never shows an HttpOnly cookie nor writes over one. */
export function createDocumentCookies(host: Host, cookies: LaggingMap<Cookie>, now: () => number): Cookies {
  const view = cookies.openView()
  host.onEnd(view.close)
  const check = (): boolean => {
    if (host.faults.cookies === 'throws') throw new DOMException('Cookies are blocked.', 'SecurityError')
    return host.faults.cookies === null
  }
  return {
    read: () =>
      check()
        ? view
            .entries()
            .filter(([, cookie]) => !cookie.isHttpOnly && isLive(cookie, now()))
            .map(([name, { value }]) => `${name}=${value}`)
            .join('; ')
        : '',
    write: (line) => {
      const parsed = check() ? parseCookie(line, now()) : null
      if (!parsed || parsed.cookie?.isHttpOnly || cookies.truth.get(parsed.name)?.isHttpOnly) return
      view.write(parsed.name, parsed.cookie)
    },
  }
}
