/** Puts a literal of choice in the place of a token answer's `expires_in`, or takes it out. */
export function withExpiresIn(payload: string, literal: string | number | null | undefined): string {
  const { expires_in, ...answer } = JSON.parse(payload) as Record<string, unknown>
  if (expires_in === undefined) return payload
  const rest = JSON.stringify(answer)
  return literal === undefined || literal === null ? rest : rest.replace('{', () => `{"expires_in":${literal},`)
}
