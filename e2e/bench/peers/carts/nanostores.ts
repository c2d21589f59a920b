import { persistentMap } from '@nanostores/persistent'
import { offer, sumOf } from './offer.ts'

const pieces = persistentMap<Record<string, number>>('cart:', {}, { encode: String, decode: Number })

// It hears of other tabs as long as somebody listens.
pieces.listen(() => {})

offer({
  addPiece: (line) => pieces.setKey(line, (pieces.get()[line] ?? 0) + 1),
  countPieces: () => sumOf(pieces.get()),
})
