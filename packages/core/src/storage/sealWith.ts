import { isHoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'
import { throwStorageError } from './storageError.ts'

const IV_LENGTH = 12

export interface Seals {
  seal(secret: unknown, label: string): Promise<Uint8Array>
  /** Resolves with `undefined` where another key or nobody has sealed it, or for another label or row. */
  unseal(sealed: unknown, label: string, of?: string): Promise<unknown>
}

/**
 * Seals with AES-GCM: a fresh 96-bit IV before the bytes, the row's name and the label authenticated with them.
 * @see https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export function sealWith({ crypto }: Pick<Platform, 'crypto'>, name: string, getKey: () => Promise<CryptoKey>): Seals {
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

  async function turn(
    way: 'encrypt' | 'decrypt',
    bytes: Uint8Array<ArrayBuffer>,
    iv: Uint8Array<ArrayBuffer>,
    names: string,
  ): Promise<Uint8Array> {
    const key = await getKey().catch(throwStorageError)
    const algorithm = { name: 'AES-GCM', iv, additionalData: encode(names) }
    return new Uint8Array(await crypto.subtle[way](algorithm, key, bytes))
  }

  return {
    async seal(secret, label) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH))
      const text = encode(JSON.stringify(secret))
      const sealed = await turn('encrypt', text, iv, `${name} ${label}`).catch(throwStorageError)
      const bytes = new Uint8Array(IV_LENGTH + sealed.length)
      bytes.set(iv)
      bytes.set(sealed, IV_LENGTH)
      return bytes
    },
    async unseal(sealed, label, of = name) {
      // Kept in clear before the app chose to encrypt.
      if (!ArrayBuffer.isView(sealed)) return sealed
      try {
        const bytes = new Uint8Array(sealed as Uint8Array)
        const iv = bytes.subarray(0, IV_LENGTH)
        const text = await turn('decrypt', bytes.subarray(IV_LENGTH), iv, `${of} ${label}`)
        return JSON.parse(new TextDecoder().decode(text))
      } catch (error) {
        if (isHoldfastError(error)) throw error
        return undefined
      }
    },
  }
}
