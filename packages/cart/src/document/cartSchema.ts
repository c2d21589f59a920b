import type { RecordOptions } from '@holdfast/core'
import type { RemoteState } from '../remote/RemoteState.ts'
import type { CartDocument } from './CartDocument.ts'
import { readCart } from './readCart.ts'

/** Checks what a record has stored: what makes no sense at all is set aside by the record, a line that makes none is left out. */
export function cartSchema(
  readRemote?: (value: unknown) => RemoteState,
): NonNullable<RecordOptions<CartDocument>['schema']> {
  return {
    '~standard': {
      version: 1,
      vendor: 'holdfast',
      validate(value) {
        const cart = readCart(value, readRemote)
        return cart ? { value: cart } : { issues: [{ message: 'This is no cart.' }] }
      },
    },
  }
}
