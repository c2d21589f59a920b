import { useCart } from '@holdfast/react/cart'
import { Link, NavLink } from 'react-router'
import { frontEnds } from '../assets/shared/frontEnds.js'
import { Account } from './Account.tsx'
import type { ShopProps } from './ShopProps.ts'

export function Header({ shop, isShop }: ShopProps & { readonly isShop: boolean }) {
  const count = useCart(shop.cart, (cart) => cart.count)
  return (
    <header className="top">
      <Link className="brand" to="/">
        <img src="/assets/shared/mark.svg" alt="" width="28" height="28" />
        The Chandlery
      </Link>
      <nav aria-label="Pages">
        <NavLink to="/" end>
          Shop
        </NavLink>
        <a href="/settings">Settings</a>
        <a href={isShop ? '#basket' : '/react#basket'}>
          Basket{' '}
          <span className="badge">
            <span id="basket-count">{count}</span>
            <span className="unseen"> pieces</span>
          </span>
        </a>
      </nav>
      <nav aria-label="Front ends" className="front-ends">
        {frontEnds.map(({ name, path }) => (
          <a key={path} href={path} aria-current={path === '/react' ? 'true' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Account />
    </header>
  )
}
