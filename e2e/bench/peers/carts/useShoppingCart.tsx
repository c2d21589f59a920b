import { type ReactNode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { CartProvider, useShoppingCart } from 'use-shopping-cart'
import { offer } from './offer.ts'

let count = 0

function Basket(): ReactNode {
  const { addItem, cartCount = 0 } = useShoppingCart()
  count = cartCount
  useEffect(() => {
    offer({
      addPiece: (line) => addItem({ id: line, name: line, price: 100, currency: 'EUR' }),
      countPieces: () => count,
    })
  }, [addItem])
  return <p>{cartCount}</p>
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <CartProvider shouldPersist cartMode="checkout-session" stripe="pk_test" currency="EUR">
    <Basket />
  </CartProvider>,
)
