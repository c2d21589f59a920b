import type { Platform } from '../platform/Platform.ts'

/** Names a user's records without naming the user. */
export async function hashUser({ crypto }: Pick<Platform, 'crypto'>, id: string): Promise<string> {
  const bytes = new TextEncoder().encode(id)
  const hash = crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : scramble(bytes)
  return Array.from(hash.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** FNV-1a in three lanes, for insecure origins, where browsers offer no digest; keeps users apart, hides nothing. */
function scramble(bytes: Uint8Array): Uint8Array {
  let lanes = new Uint32Array([0x811c9dc5, 0x01000193, 0x9e3779b9])
  for (const byte of bytes) lanes = lanes.map((lane, index) => Math.imul(lane ^ (byte + index), 0x01000193))
  return new Uint8Array(lanes.buffer)
}
