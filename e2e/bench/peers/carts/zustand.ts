import { createZustandStore } from './createZustandStore.ts'
import { offer, sumOf } from './offer.ts'

const store = createZustandStore()

offer({ addPiece: (line) => store.getState().add(line), countPieces: () => sumOf(store.getState().pieces) })
