// @ts-check

/**
 * Where one signs in before one sees `path` of the same front end.
 *
 * @param {string} path
 */
export function signInPath(path) {
  return `/sign-in?returnTo=${encodeURIComponent(path)}`
}

/**
 * Where to go after that: only ever to a page of the same front end.
 *
 * @param {string | null | undefined} returnTo from the address
 */
export function returnPath(returnTo) {
  return returnTo && /^\/(?![/\\])/.test(returnTo) ? returnTo : '/'
}
