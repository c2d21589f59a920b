import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, expect, firefox, type Page, test } from '@playwright/test'
import { build } from 'esbuild'
import { browser } from '../../fixtures/browser.ts'
import { editAll } from '../../fixtures/editAll.ts'
import { firefox as firefoxHere } from '../../fixtures/firefox.ts'
import { expectedOf, type PaceName, paces } from '../../fixtures/paces.ts'
import { sumOf } from './carts/offer.ts'

/** Each library's page, and the package that it is about. */
const subjects = {
  Holdfast: ['holdfast', ''],
  'zustand persist': ['zustand', 'zustand'],
  'zustand persist, storage events': ['zustandTabs', 'zustand'],
  'redux-persist': ['reduxPersist', 'redux-persist'],
  'use-shopping-cart': ['useShoppingCart', 'use-shopping-cart'],
  '@nanostores/persistent': ['nanostores', '@nanostores/persistent'],
  'TinyBase, local persister': ['tinyBase', 'tinybase'],
  'TinyBase, the same and a synchronizer': ['tinyBaseTabs', 'tinybase'],
} as const

const local = createRequire(import.meta.url)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

async function bundle(name: string): Promise<string> {
  const file = (end: string): string => fileURLToPath(new URL(`carts/${name}.${end}`, import.meta.url))
  const built = await build({
    entryPoints: [file(name === 'useShoppingCart' ? 'tsx' : 'ts')],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: Object.fromEntries(
      ['react', 'react-dom/client', 'react/jsx-runtime'].map((each) => [each, local.resolve(each)]),
    ),
  })
  return built.outputFiles[0]!.text
}

/** Serves the page of each library. */
async function serve(scripts: ReadonlyMap<string, string>) {
  const server = createServer(({ url = '' }, response) => {
    const script = scripts.get(url.replace(/^\/|\.js$/g, ''))
    const isScript = url.endsWith('.js')
    response
      .setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      .end(
        isScript ? script : `<!doctype html><title>${url}</title><body><script type="module" src="${url}.js"></script>`,
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** How many edits are not in what a page shows that comes later. */
async function countLost(engine: Browser, url: string, pace: PaceName): Promise<number> {
  const context = await engine.newContext()
  const open = async (): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(url)
    await page.waitForFunction(() => globalThis.countPieces !== undefined)
    return page
  }
  const pages = await Promise.all(Array.from({ length: paces[pace].tabs }, open))
  expect(await editAll(pages, pace), url).toEqual([])
  // What a library writes later, it has written by then.
  await pages[0]!.waitForTimeout(2_000)
  const late = await open()
  const found = await late.evaluate(() => countPieces())
  await context.close()
  return sumOf(expectedOf(pace)) - found
}

test('how many edits of several tabs are lost', async () => {
  test.setTimeout(600_000)
  const scripts = new Map<string, string>()
  for (const [name] of Object.values(subjects)) scripts.set(name, await bundle(name))
  const server = await serve(scripts)
  const engines = { Chromium: await chromium.launch(browser), Firefox: await firefox.launch(firefoxHere) }
  const rows: Record<string, Record<string, string>> = {}
  for (const [label, [name, source]] of Object.entries(subjects)) {
    const row: Record<string, string> = {}
    for (const [engine, launched] of Object.entries(engines))
      for (const pace of ['burst', 'human'] as const) {
        const lost = await countLost(launched, `${server.url}/${name}`, pace)
        row[`${pace}, ${engine}`] = `${lost} of ${sumOf(expectedOf(pace))}`
      }
    rows[source ? `${label} ${dependencies[source]}` : label] = row
  }
  const versions = Object.entries(engines).map(([name, engine]) => `${name} ${engine.version()}`)
  const { burst, human } = paces
  console.log(
    `Edits lost, ${burst.tabs} tabs × ${burst.edits} in a burst and ${human.tabs} tabs × ${human.edits} at human pace, ${versions.join(' and ')}:`,
  )
  console.table(rows)
  for (const engine of Object.values(engines)) await engine.close()
  await server.close()
  for (const [what, lost] of Object.entries(rows['Holdfast']!)) expect(lost, what).toMatch(/^0 of/)
})
