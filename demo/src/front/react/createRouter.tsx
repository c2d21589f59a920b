import { createBrowserRouter, type LoaderFunction, redirect } from 'react-router'
import type { OpenShop } from '../assets/shared/openShop.js'
import { signInPath } from '../assets/shared/signInPath.js'
import { Layout } from './Layout.tsx'
import { OrdersPage } from './OrdersPage.tsx'
import { ProblemPage } from './ProblemPage.tsx'
import { ShopPage } from './ShopPage.tsx'
import { SignInPage } from './SignInPage.tsx'

/** The pages of the shop, and who may see them. */
export function createRouter(shop: OpenShop): ReturnType<typeof createBrowserRouter> {
  const needsUser: LoaderFunction = async ({ request }) => {
    const { status } = await shop.session.ready({ signal: request.signal })
    if (status === 'signed-out') throw redirect(signInPath('/orders'))
    return null
  }
  return createBrowserRouter(
    [
      {
        element: <Layout shop={shop} />,
        children: [
          {
            // Around the page stays what is around it, whatever happens to it.
            errorElement: <ProblemPage />,
            hydrateFallbackElement: <></>,
            children: [
              { path: '/', element: <ShopPage shop={shop} /> },
              { path: '/orders', loader: needsUser, element: <OrdersPage shop={shop} /> },
              { path: '/sign-in', element: <SignInPage shop={shop} /> },
            ],
          },
        ],
      },
    ],
    { basename: '/react' },
  )
}
