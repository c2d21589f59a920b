import { HoldfastError } from '../HoldfastError.ts'

export function newerRow(): HoldfastError {
  return new HoldfastError(
    'RECORD_READ_ONLY',
    'A newer version of Holdfast wrote this session; reload to get it, or sign out to start over.',
  )
}

export function corruptRow(): HoldfastError {
  return new HoldfastError('STORAGE_CORRUPT', 'The stored session made no sense and was not used; sign in again.')
}
