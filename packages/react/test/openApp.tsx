import type { Platform } from '@holdfast/core'
import { act, type RenderResult, render } from '@testing-library/react'
import type { JSX, ReactNode } from 'react'
import { ann, openShop, type Page, type Shop, type ShopOptions } from '../../core/test/openShop.ts'
import { SessionProvider } from '../src/SessionProvider.tsx'

/** A page with an app in it, in a world where React keeps pace. */
export interface App extends Page {
  readonly shop: Shop
  render(children: ReactNode): RenderResult
  run<T>(promise: PromiseLike<T>): Promise<T>
  advance(ms: number): Promise<void>
}

/** `wrap` comes between the session and its tab. */
export function openApp(options?: ShopOptions, wrap = (platform: Platform): Platform => platform): App {
  const shop = openShop(options)
  const opened = shop.world.openTab()
  const { tab, session } = shop.join(opened, { platform: wrap(opened.platform) })
  return {
    shop,
    tab,
    session,
    render: (children) => {
      const provide = (ui: ReactNode): JSX.Element => <SessionProvider session={session}>{ui}</SessionProvider>
      const view = render(provide(children))
      return { ...view, rerender: (ui) => view.rerender(provide(ui)) }
    },
    run: (promise) => act(() => shop.world.run(promise)),
    advance: (ms) => act(() => shop.world.advance(ms)),
  }
}

/** An app in which Ann is signed in. */
export async function openSignedIn(options?: ShopOptions): Promise<App> {
  const app = openApp(options)
  await app.run(app.session.signIn(ann))
  return app
}
