export { mergeCarts } from '../document/mergeCarts.ts'
export { readCart } from '../document/readCart.ts'
