import { expectTypeOf } from 'vitest'
import { type ErrorCode, type HoldfastError, isHoldfastError } from './HoldfastError.ts'

declare const error: unknown

if (isHoldfastError(error)) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>()
if (isHoldfastError(error, 'OFFLINE', 'TIMEOUT')) {
  expectTypeOf(error).toExtend<HoldfastError>()
  expectTypeOf(error.code).toEqualTypeOf<'OFFLINE' | 'TIMEOUT'>()
  expectTypeOf(error.detail).toBeUnknown()
}
// @ts-expect-error: not a code.
isHoldfastError(error, 'OFFLIEN')
