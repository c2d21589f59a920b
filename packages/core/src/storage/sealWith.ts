import type { Platform } from '../platform/Platform.ts'
import { toStorageError } from './storageError.ts'

const IV_LENGTH = 12
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export interface Seals {
  seal(secret: unknown, label: string): Promise<Uint8Array>
  /** Resolves with `undefined` where another key or label, or nobody, has sealed it. */
  unseal(sealed: unknown, label: string): Promise<unknown>
}

/**
 * Seals with AES-GCM: a fresh 96-bit IV before the bytes, the label authenticated with them.
 * @see https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export function sealWith({ crypto }: Pick<Platform, 'crypto'>, getKey: () => Promise<CryptoKey>): Seals {
  const algorithm = (iv: Uint8Array<ArrayBuffer>, label: string): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: encode(label),
  })
  return {
    async seal(secret, label) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH))
      try {
        const sealed = await crypto.subtle.encrypt(algorithm(iv, label), await getKey(), encode(JSON.stringify(secret)))
        const bytes = new Uint8Array(IV_LENGTH + sealed.byteLength)
        bytes.set(iv)
        bytes.set(new Uint8Array(sealed), IV_LENGTH)
        return bytes
      } catch (error) {
        throw toStorageError(error)
      }
    },
    async unseal(sealed, label) {
      // Kept in clear before the app chose to encrypt.
      if (!ArrayBuffer.isView(sealed)) return sealed
      const bytes = new Uint8Array(sealed as Uint8Array)
      const key = await getKey().catch((error) => {
        throw toStorageError(error)
      })
      try {
        const text = await crypto.subtle.decrypt(
          algorithm(bytes.subarray(0, IV_LENGTH), label),
          key,
          bytes.subarray(IV_LENGTH),
        )
        return JSON.parse(new TextDecoder().decode(text))
      } catch {
        return undefined
      }
    },
  }
}
