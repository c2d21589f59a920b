import { type App, type Component, createApp, defineComponent, h, nextTick } from 'vue'
import { type Counted, countUses } from '../../core/test/countUses.ts'
import { ann, openShop, type Page, type Shop, type ShopOptions } from '../../core/test/openShop.ts'
import { type SessionPluginOptions, sessionPlugin } from '../src/sessionPlugin.ts'

export const nothing = { timers: 0, wakes: 0, channels: 0, connections: 0 }

/** A component, and how often it has been rendered. */
export interface Watched {
  readonly component: Component
  readonly renders: number
}

/** A component that shows what `setup` returns the making of. */
export function watch(setup: () => () => unknown): Watched {
  let renders = 0
  return {
    component: defineComponent(() => {
      const show = setup()
      return () => {
        renders++
        return h('p', String(show()))
      }
    }),
    get renders() {
      return renders
    },
  }
}

/** An app in a page. */
export interface Mounted {
  readonly app: App
  readonly host: HTMLElement
  /** What it shows, when all is rendered. */
  text(): Promise<string | null>
  unmount(): void
}

/** A page that counts what its session takes from the world, beside another page of the same person. */
export interface Vue {
  readonly shop: Shop
  readonly page: Page
  readonly counted: Counted
  /** How many listeners the session has. */
  countSubscribers(): number
  mount(root: Component, options?: SessionPluginOptions): Mounted
}

export function openVue(options: ShopOptions = {}): Vue {
  const shop = openShop(options)
  const tab = shop.world.openTab()
  const counted = countUses(tab.platform)
  const page = shop.join(tab, { platform: counted.platform, ...options.session })
  let subscribers = 0
  for (const readable of [page.session, page.session.expiry]) {
    const { subscribe } = readable
    readable.subscribe = (listener) => {
      const end = subscribe(listener)
      subscribers++
      return () => {
        subscribers--
        end()
      }
    }
  }
  return {
    shop,
    page,
    counted,
    countSubscribers: () => subscribers,
    mount(root, given) {
      const host = document.body.appendChild(document.createElement('div'))
      const app = createApp(root).use(sessionPlugin(page.session, given))
      app.mount(host)
      return {
        app,
        host,
        async text() {
          await nextTick()
          return host.textContent
        },
        unmount() {
          app.unmount()
          host.remove()
        },
      }
    },
  }
}

/** As `openVue`, with somebody signed in here and in a second page. */
export async function openSignedIn(options?: ShopOptions): Promise<Vue & { readonly other: Page }> {
  const vue = openVue(options)
  const { world } = vue.shop
  const [other] = await vue.shop.openSignedIn()
  await world.run(vue.page.session.ready())
  await world.until(() => vue.page.session.getSnapshot().user?.id === ann.user)
  await world.advance(1_000)
  return { ...vue, other: other as Page }
}
