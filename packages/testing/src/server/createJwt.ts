const encode = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const binary = String.fromCharCode(...bytes)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** A well-formed JWT that nobody signed. */
export function createJwt(claims: Readonly<Record<string, unknown>>): string {
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.unsigned`
}
