// @ts-check

/**
 * Renders `readable` now and after every change.
 *
 * @template T
 * @param {{ getSnapshot(): T, subscribe(listener: () => void): () => void }} readable
 * @param {(snapshot: T) => void} render
 */
export function follow(readable, render) {
  const renderNow = () => render(readable.getSnapshot())
  readable.subscribe(renderNow)
  renderNow()
}
