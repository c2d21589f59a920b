/** Whether an object can have a member of that name without becoming another kind of thing. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name !== 'prototype' && !(name in {})
}
