import type { CartDocument } from '../document/CartDocument.ts'

/** The keys of what is to be sent, the oldest first; what was refused waits for the visitor. */
export function dueOf({ remote }: CartDocument): string[] {
  return Object.entries(remote?.unsent ?? {})
    .filter(([, { refusal }]) => !refusal)
    .sort(([, a], [, b]) => a.sequence - b.sequence)
    .map(([key]) => key)
}
