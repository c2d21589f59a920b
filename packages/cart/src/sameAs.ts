/** `before` where it says the same as `next`. */
export function sameAs<T>(before: T | undefined, next: T): T {
  return before && JSON.stringify(before) === JSON.stringify(next) ? before : next
}
