import type { Platform } from '@holdfast/core'
import type { Host } from '../tab/Host.ts'
import { createSubtle } from './createSubtle.ts'

/** One tab's `crypto`: random by the seed, and asynchronous by the world's events alone. */
export function createCrypto(host: Host): Platform['crypto'] {
  const { random } = host.timeline
  const subtle = createSubtle(host)
  return {
    get subtle() {
      return host.faults.crypto === 'missing' ? (undefined as unknown as SubtleCrypto) : subtle
    },
    getRandomValues: <T extends ArrayBufferView | null>(array: T): T => {
      if (!array) return array
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      for (let index = 0; index < bytes.length; index++) bytes[index] = random.below(256)
      return array
    },
  }
}
