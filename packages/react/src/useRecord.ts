import type { RecordSnapshot, SharedRecord } from '@holdfast/core'
import { useMemo } from 'react'
import { useReadable } from './useReadable.ts'

/** A record's snapshot, and how to change it; renders again only when a field changes that the component has read. */
export function useRecord<T>(record: SharedRecord<T>): RecordSnapshot<T> & Pick<SharedRecord<T>, 'update' | 'remove'>
/**
 * What `select` makes of a record's value; renders again only when that differs.
 * @param isEqual `Object.is` unless given
 */
export function useRecord<T, R>(record: SharedRecord<T>, select: (value: T) => R, isEqual?: (a: R, b: R) => boolean): R
export function useRecord<T, R>(
  record: SharedRecord<T>,
  select?: (value: T) => R,
  isEqual?: (a: R, b: R) => boolean,
): R | (RecordSnapshot<T> & Pick<SharedRecord<T>, 'update' | 'remove'>) {
  const { initial } = record
  const shown = useMemo<RecordSnapshot<T>>(() => ({ status: 'loading', value: initial, isDurable: true }), [initial])
  return useReadable(record, shown, { ...record }, select && (({ value }) => select(value)), isEqual)
}
