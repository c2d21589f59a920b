export { type CartActions, useCart } from './useCart.ts'
export { useCartLine } from './useCartLine.ts'
export { useMoneyFormat } from './useMoneyFormat.ts'
