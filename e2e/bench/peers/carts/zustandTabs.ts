import { createZustandStore } from './createZustandStore.ts'
import { offer, sumOf } from './offer.ts'

const store = createZustandStore()

// As its page on persisting data says for several tabs.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === store.persist.getOptions().name && newValue) void store.persist.rehydrate()
})

offer({ addPiece: (line) => store.getState().add(line), countPieces: () => sumOf(store.getState().pieces) })
