import { createCart } from '@holdfast/cart'
import { bearer, createSession } from '@holdfast/core'
import { offer } from './offer.ts'

const cart = createCart({ session: createSession({ source: bearer({ url: '/auth' }) }), currency: 'EUR' })

await cart.ready()
offer({
  addPiece: (productId) => cart.add({ productId }),
  countPieces: () => cart.getSnapshot().count,
})
