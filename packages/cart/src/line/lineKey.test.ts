import { expect, test } from 'vitest'
import { lineKey } from './lineKey.ts'

/** As in the reference, with 32-bit halves instead of big integers. */
function fnv1a(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325]
  for (const byte of Buffer.from(text)) {
    low = (low ^ byte) >>> 0
    // The prime is 2 ** 40 + 435.
    const product = low * 435
    high = (Math.imul(high, 435) + Math.floor(product / 2 ** 32) + low * 256) >>> 0
    low = product >>> 0
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('')
}

test('a key is the FNV-1a hash, of 64 bits, of canonical JSON, so that a server can make the same', () => {
  // From the table of test vectors that comes with the algorithm.
  expect(fnv1a('foobar')).toBe('85944171f73967e8')
  expect(lineKey('mug', {})).toBe(fnv1a('["mug",[]]'))
  expect(lineKey('ring', { size: '17', engraving: 'é' })).toBe(fnv1a('["ring",[["engraving","é"],["size","17"]]]'))
})

test('the order in which attributes are named makes no other line', () => {
  expect(lineKey('ring', { size: '17', engraving: 'A' })).toBe(lineKey('ring', { engraving: 'A', size: '17' }))
})

test('another product, another attribute, and what would look alike if it were strung together, make other lines', () => {
  const lines: Parameters<typeof lineKey>[] = [
    ['mug', {}],
    ['mugs', {}],
    ['mug', { size: 'L' }],
    ['mug', { size: 'M' }],
    ['mug', { width: 'L' }],
    ['mug', { size: 'L","width' }],
    ['mug', { size: 'L', width: 'L' }],
  ]
  expect(new Set(lines.map((line) => lineKey(...line))).size).toBe(lines.length)
})
