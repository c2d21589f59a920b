import type { Platform } from './Platform.ts'

/** 128 random bits as text. */
export function createId({ crypto }: Pick<Platform, 'crypto'>): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
