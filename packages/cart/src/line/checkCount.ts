import { refuse } from '../refuse.ts'

/** A number of pieces; throws `RECORD_INVALID`. */
export function checkCount(value: unknown, least: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < least)
    refuse('RECORD_INVALID', `A quantity must be a whole number from ${least}.`)
  return value as number
}
