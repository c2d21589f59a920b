// @ts-check

/**
 * What a guest's basket has done to that of whoever signed in.
 *
 * @param {{ readonly added: number, readonly changed: readonly string[] }} merged
 */
export function describeMerged({ added, changed }) {
  const others = changed.length - added
  const more = others === 1 ? 'There is more of one' : `There is more of ${others}`
  if (added === 0) return `${more} in your basket, as the guest had wanted.`
  const put = `We put ${added === 1 ? 'one thing' : `${added} things`} of your guest basket into yours.`
  return others > 0 ? `${put} ${more} that you had already.` : put
}
