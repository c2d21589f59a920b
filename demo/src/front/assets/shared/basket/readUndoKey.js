// @ts-check

/**
 * Whether a key means to undo, or to redo; where one writes text that is the browser's.
 *
 * @param {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'target'>} event
 * @returns {'undo' | 'redo' | null}
 */
export function readUndoKey({ key, ctrlKey, metaKey, shiftKey, altKey, target }) {
  const isText = target instanceof HTMLInputElement && target.type === 'text'
  if (isText || altKey || !(ctrlKey || metaKey)) return null
  const pressed = key.toLowerCase()
  if (pressed === 'z') return shiftKey ? 'redo' : 'undo'
  return pressed === 'y' ? 'redo' : null
}
