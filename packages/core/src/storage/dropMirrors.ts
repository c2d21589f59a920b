import type { Platform } from '../platform/Platform.ts'

/** What the copy of a row is called in localStorage. */
export const textKey = (name: string): string => `holdfast:${name}`
/** What it is called as a cookie. */
export const cookieName = (name: string): string => `holdfast_${encodeURIComponent(name)}`

/** Removes the copies of a row that is gone; cookies of another path or domain go when the record is next read. */
export function dropMirrors(platform: Pick<Platform, 'localStorage' | 'cookies'>, name: string): void {
  try {
    platform.localStorage?.removeItem(textKey(name))
    platform.cookies.write(`${cookieName(name)}=;path=/;max-age=0`)
  } catch {
    // Where it is blocked there is no copy.
  }
}
