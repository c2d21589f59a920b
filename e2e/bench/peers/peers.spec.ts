import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { build } from 'esbuild'
import { answer } from './answers.ts'
import type {} from './Bench.ts'

const subjects = { Holdfast: 'holdfast', 'next-auth': 'nextAuth', 'better-auth': 'betterAuth' }
const local = createRequire(import.meta.url)

async function bundle(name: string): Promise<string> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL(`${name}.tsx`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env': '{}', 'process.env.NODE_ENV': '"development"' },
    // One React for all: the bindings would bring their own.
    alias: Object.fromEntries(
      ['react', 'react-dom/client', 'react/jsx-runtime'].map((name) => [name, local.resolve(name)]),
    ),
  })
  return built.outputFiles[0]!.text
}

interface Count {
  readonly renders: number
  readonly requests: number
}

/** Opens a page with ten greetings on it, and tells what `work` makes of them. */
async function openCounted(context: BrowserContext, script: string) {
  let requests = 0
  await context.route('**/*', async (route) => {
    if (await answer(route, script)) requests++
  })
  const open = async (): Promise<Page> => {
    const page = await context.newPage()
    await page.goto('https://bench.test/')
    await page.waitForFunction(() => globalThis.bench?.name === 'Ann')
    return page
  }
  const count = async (page: Page, work: () => Promise<unknown>): Promise<Count> => {
    const before = await page.evaluate(() => bench.renders)
    const sent = requests
    await work()
    // What follows of itself takes a moment; the greatest delay among the three is better-auth's.
    await page.waitForTimeout(1_000)
    return { renders: (await page.evaluate(() => bench.renders)) - before, requests: requests - sent }
  }
  return { open, count, requests: () => requests }
}

const focus = (page: Page) => () =>
  page.evaluate(() => {
    for (const type of ['visibilitychange', 'focus'])
      (type === 'focus' ? window : document).dispatchEvent(new Event(type))
  })

test('what ten components cost that greet somebody', async ({ browser }) => {
  test.setTimeout(120_000)
  const rows: Record<string, Record<string, string>> = {}
  for (const [label, name] of Object.entries(subjects)) {
    const context = await browser.newContext()
    const { open, count, requests } = await openCounted(context, await bundle(name))
    const page = await open()
    await page.waitForTimeout(1_000)
    const started = requests()
    // better-auth asks anew at a focus once five seconds have passed.
    await page.waitForTimeout(6_000)
    const counts: Record<string, Count> = {
      'a focus': await count(page, focus(page)),
      'another tab that opens': await count(page, open),
      'a refresh': await count(page, () => page.evaluate(() => bench.refresh())),
      'a key and a click': await count(page, async () => {
        await page.keyboard.press('Shift')
        await page.mouse.click(5, 5)
      }),
    }
    rows[label] = {
      'requests at the start': String(started),
      ...Object.fromEntries(
        Object.entries(counts).map(([what, { renders, requests: sent }]) => [
          what,
          `${renders} renders, ${sent} requests`,
        ]),
      ),
    }
    await context.close()
  }
  console.log(`Ten components under StrictMode, React 19, Chromium ${browser.version()}:`)
  console.table(rows)
  for (const what of ['a focus', 'another tab that opens', 'a refresh', 'a key and a click'])
    expect(rows['Holdfast']?.[what]).toMatch(/^0 renders/)
})
