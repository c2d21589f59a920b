/** The members of both, with what `merge` makes of those that are in both. */
export function mergeEntries<T>(
  a: { readonly [name: string]: T },
  b: { readonly [name: string]: T },
  merge: (a: T, b: T) => T,
): { [name: string]: T } {
  const merged = { ...a }
  for (const [name, value] of Object.entries(b))
    merged[name] = Object.hasOwn(a, name) ? merge(a[name] as T, value) : value
  return merged
}
