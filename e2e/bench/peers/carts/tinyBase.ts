import { createStore } from 'tinybase'
import { createLocalPersister } from 'tinybase/persisters/persister-browser'
import { addTo, countIn } from './countCells.ts'
import { offer } from './offer.ts'

const store = createStore()

await createLocalPersister(store, 'cart').startAutoPersisting()
offer({ addPiece: (line) => addTo(store, line), countPieces: () => countIn(store) })
