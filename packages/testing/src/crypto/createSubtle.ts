// biome-ignore lint/style/noRestrictedImports: the simulated world runs in Node, whose synchronous crypto keeps it deterministic.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Host } from '../tab/Host.ts'

/** A `CryptoKey` of the world: a plain object, so that it can be kept like a real one. */
interface FakeKey {
  readonly type: 'secret'
  readonly extractable: boolean
  readonly algorithm: { readonly name: 'AES-GCM'; readonly length: number }
  readonly usages: readonly KeyUsage[]
  readonly bytes: Uint8Array<ArrayBuffer>
}

const TAG = 16

const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    ArrayBuffer.isView(source)
      ? (source.buffer as ArrayBuffer).slice(source.byteOffset, source.byteOffset + source.byteLength)
      : source.slice(0),
  )

const toBuffer = (...parts: Uint8Array[]): ArrayBuffer => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined.buffer
}

const makeKey = (bytes: Uint8Array<ArrayBuffer>, extractable: boolean, usages: readonly KeyUsage[]): FakeKey => ({
  type: 'secret',
  extractable,
  algorithm: { name: 'AES-GCM', length: bytes.length * 8 },
  usages,
  bytes,
})

const cipherName = ({ bytes }: FakeKey): 'aes-256-gcm' | 'aes-128-gcm' =>
  bytes.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm'

function encrypt({ iv, additionalData }: AesGcmParams, key: FakeKey, data: BufferSource): ArrayBuffer {
  const cipher = createCipheriv(cipherName(key), key.bytes, bytesOf(iv))
  if (additionalData) cipher.setAAD(bytesOf(additionalData))
  return toBuffer(cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag())
}

function decrypt({ iv, additionalData }: AesGcmParams, key: FakeKey, data: BufferSource): ArrayBuffer {
  const bytes = bytesOf(data)
  const decipher = createDecipheriv(cipherName(key), key.bytes, bytesOf(iv))
  if (additionalData) decipher.setAAD(bytesOf(additionalData))
  decipher.setAuthTag(bytes.subarray(-TAG))
  return toBuffer(decipher.update(bytes.subarray(0, -TAG)), decipher.final())
}

/** AES-GCM, SHA-256 and raw keys: what Holdfast uses. A wrong key, label or byte is an `OperationError`. */
export function createSubtle(host: Host): SubtleCrypto {
  const { random } = host.timeline

  const later = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      host.task(random.between(0.01, 0.1), () => {
        try {
          if (host.faults.crypto) throw new Error('broken')
          resolve(work())
        } catch (cause) {
          reject(cause instanceof DOMException ? cause : new DOMException('The operation failed.', 'OperationError'))
        }
      })
    })

  const mayUse = (key: FakeKey, usage: KeyUsage): void => {
    if (!key.usages.includes(usage)) throw new DOMException(`The key is not for ${usage}.`, 'InvalidAccessError')
  }

  const subtle = {
    generateKey: ({ length }: AesKeyGenParams, extractable: boolean, usages: KeyUsage[]) =>
      later(() =>
        makeKey(
          Uint8Array.from({ length: length / 8 }, () => random.below(256)),
          extractable,
          usages,
        ),
      ),
    importKey: (_format: 'raw', data: BufferSource, _algorithm: unknown, extractable: boolean, usages: KeyUsage[]) => {
      const bytes = bytesOf(data)
      return later(() => {
        if (bytes.length !== 16 && bytes.length !== 32)
          throw new DOMException('The key has a wrong length.', 'DataError')
        return makeKey(bytes, extractable, usages)
      })
    },
    exportKey: (_format: 'raw', key: FakeKey) =>
      later(() => {
        if (!key.extractable) throw new DOMException('The key is not extractable.', 'InvalidAccessError')
        return toBuffer(key.bytes)
      }),
    encrypt: (algorithm: AesGcmParams, key: FakeKey, data: BufferSource) => {
      const copy = bytesOf(data)
      return later(() => {
        mayUse(key, 'encrypt')
        return encrypt(algorithm, key, copy)
      })
    },
    decrypt: (algorithm: AesGcmParams, key: FakeKey, data: BufferSource) => {
      const copy = bytesOf(data)
      return later(() => {
        mayUse(key, 'decrypt')
        return decrypt(algorithm, key, copy)
      })
    },
    digest: (_algorithm: string, data: BufferSource) => {
      const copy = bytesOf(data)
      return later(() => toBuffer(createHash('sha256').update(copy).digest()))
    },
  }
  return subtle as unknown as SubtleCrypto
}
