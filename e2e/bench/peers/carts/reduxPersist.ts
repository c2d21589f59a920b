import { legacy_createStore as createStore } from 'redux'
import { persistReducer, persistStore } from 'redux-persist'
import createWebStorage from 'redux-persist/es/storage/createWebStorage'
import { offer, sumOf } from './offer.ts'

interface State {
  readonly pieces: Readonly<Record<string, number>>
}

type Action = { readonly type: 'add'; readonly line: string }

function reduce(state: State = { pieces: {} }, action: Action): State {
  if (action.type !== 'add') return state
  return { pieces: { ...state.pieces, [action.line]: (state.pieces[action.line] ?? 0) + 1 } }
}

const store = createStore(persistReducer({ key: 'cart', storage: createWebStorage('local') }, reduce))

await new Promise<void>((resolve) => void persistStore(store, null, resolve))
offer({
  addPiece: (line) => store.dispatch({ type: 'add', line }),
  countPieces: () => sumOf(store.getState().pieces),
})
