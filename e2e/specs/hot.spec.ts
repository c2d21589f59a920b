import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import { createServer } from 'vite'

const e2e = fileURLToPath(new URL('..', import.meta.url))

for (const [name, file, plugin] of [
  ['React', 'App.tsx', react],
  ['Vue', 'App.vue', vue],
] as const)
  test(`${name}: a component that is edited while the app runs finds the session as it was`, async ({ page }) => {
    // A copy: what the test edits is not what is kept.
    // A copy, for the test edits it; where the results are, Vite watches nothing.
    const cache = join(e2e, '.cache')
    await mkdir(cache, { recursive: true })
    const folder = await mkdtemp(join(cache, 'hot-'))
    await cp(join(e2e, 'hot'), folder, { recursive: true })
    const root = join(folder, name.toLowerCase())
    const server = await createServer({
      root,
      configFile: false,
      plugins: [plugin()],
      logLevel: 'error',
      cacheDir: join(folder, '.vite'),
      server: { host: '127.0.0.1', port: 0, fs: { allow: [join(e2e, '..')] } },
    })
    try {
      await server.listen()
      await page.goto(server.resolvedUrls!.local[0]!)
      await page.getByRole('button').click()
      await expect(page.getByRole('status')).toHaveText('first ann')
      const path = join(root, file)
      await writeFile(path, (await readFile(path, 'utf8')).replace('first', 'second'))
      await expect(page.getByRole('status')).toHaveText('second ann')
      expect(await page.evaluate(() => hot)).toEqual({ loads: 1, requests: 1 })
    } finally {
      await server.close()
      await rm(folder, { recursive: true })
    }
  })
