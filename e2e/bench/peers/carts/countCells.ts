import type { Store } from 'tinybase'

export function addTo(store: Store, line: string): void {
  store.setCell('pieces', line, 'count', (count) => (Number(count) || 0) + 1)
}

export function countIn(store: Store): number {
  return store.getRowIds('pieces').reduce((sum, line) => sum + Number(store.getCell('pieces', line, 'count')), 0)
}
