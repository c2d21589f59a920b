// @ts-check

/**
 * Says `text`, if that is not what is said already: live regions announce every change.
 *
 * @param {HTMLElement} shown
 * @param {string} text
 */
export function showText(shown, text) {
  if (shown.textContent !== text) shown.textContent = text
}
