import { Outlet, useMatch } from 'react-router'
import { ExpiryWarning } from './ExpiryWarning.tsx'
import { Header } from './Header.tsx'
import { Merged } from './Merged.tsx'
import { Notices } from './Notices.tsx'
import type { ShopProps } from './ShopProps.ts'
import { Strip } from './Strip.tsx'

/** What is around every page. */
export function Layout({ shop }: ShopProps) {
  const isShop = useMatch('/') !== null
  return (
    <>
      <a className="skip" href={isShop ? '#catalogue' : '#content'}>
        {isShop ? 'Skip to the catalogue' : 'Skip to the content'}
      </a>
      <Header shop={shop} isShop={isShop} />
      <Strip shop={shop} />
      <Notices shop={shop} />
      <Outlet />
      <ExpiryWarning />
      <Merged shop={shop} />
      <footer className="foot soft">
        A demo of Holdfast with React. Open it in a second tab and sign out there; make things fail in the{' '}
        <a href="/settings">settings</a>.
      </footer>
    </>
  )
}
