/** The part of `Storage` that a platform offers. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Where a storage keeps its texts. */
interface Texts {
  get(key: string): string | null
  entries(): Iterable<readonly [string, string]>
  write(key: string, value: string | null): void
}

/** What browsers allow an origin: 5 MiB of UTF-16 units. */
const QUOTA = 5 * 2 ** 20

/** A `localStorage` or `sessionStorage` over `texts`; `isFull` says whether every write is refused. */
export function createWebStorage(texts: Texts, isFull: () => boolean): WebStorage {
  return {
    getItem: (key) => texts.get(String(key)),
    setItem: (key, value) => {
      const text = String(value)
      let size = key.length + text.length
      for (const [other, held] of texts.entries()) if (other !== key) size += other.length + held.length
      if (isFull() || size > QUOTA) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      texts.write(String(key), text)
    },
    removeItem: (key) => texts.write(String(key), null),
  }
}
