import { createCart, opsRemote } from '@holdfast/cart'
import * as holdfast from '@holdfast/core'
import { SessionProvider } from '@holdfast/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { byId } from '../assets/shared/element.js'
import { openShop } from '../assets/shared/openShop.js'
import { createRouter } from './createRouter.tsx'

const shop = openShop({ ...holdfast, createCart, opsRemote }, location.search)

createRoot(byId('app', HTMLElement)).render(
  <StrictMode>
    <SessionProvider session={shop.session}>
      <RouterProvider router={createRouter(shop)} />
    </SessionProvider>
  </StrictMode>,
)
