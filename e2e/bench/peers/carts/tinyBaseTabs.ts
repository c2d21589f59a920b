import { createMergeableStore } from 'tinybase'
import { createLocalPersister } from 'tinybase/persisters/persister-browser'
import { createBroadcastChannelSynchronizer } from 'tinybase/synchronizers/synchronizer-broadcast-channel'
import { addTo, countIn } from './countCells.ts'
import { offer } from './offer.ts'

const store = createMergeableStore()

// Both at once, as its guide to synchronization recommends.
await createLocalPersister(store, 'cart').startAutoPersisting()
await createBroadcastChannelSynchronizer(store, 'cart').startSync()
offer({ addPiece: (line) => addTo(store, line), countPieces: () => countIn(store) })
