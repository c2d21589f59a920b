import type { RecordSnapshot, SharedRecord } from '@holdfast/core'
import type { ComputedRef } from 'vue'
import { type Refs, refsOf } from './refsOf.ts'
import { useReadable } from './useReadable.ts'

/**
 * What `select` makes of a record's value; triggers only when that differs. What it throws, its reader throws.
 * @param isEqual `Object.is` unless given
 */
export function useRecord<T, R>(
  record: SharedRecord<T>,
  select: (value: T) => R,
  isEqual?: (a: R, b: R) => boolean,
): ComputedRef<R>
/** A ref for each field of a record's snapshot, and how to change it: a change of one triggers only those who read it. */
export function useRecord<T>(
  record: SharedRecord<T>,
): Refs<RecordSnapshot<T>> & Pick<SharedRecord<T>, 'update' | 'remove'>
export function useRecord<T, R>(
  record: SharedRecord<T>,
  select?: (value: T) => R,
  isEqual?: (a: R, b: R) => boolean,
): ComputedRef<R> | (Refs<RecordSnapshot<T>> & Pick<SharedRecord<T>, 'update' | 'remove'>) {
  const { initial, update, remove } = record
  const snapshot = useReadable<RecordSnapshot<T>>(record, { status: 'loading', value: initial, isDurable: true })
  return refsOf(snapshot, { update, remove }, select && (({ value }) => select(value)), isEqual)
}
