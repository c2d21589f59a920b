import { fileURLToPath } from 'node:url'
import type { MemoryDB } from 'better-auth/adapters/memory'
import express, { type Express } from 'express'
import session from 'express-session'
import { build } from 'vite'
import { createApp as createBetterAuthApp } from './better-auth/createApp.ts'
import { createAuth } from './better-auth/createAuth.ts'
import { createApp as createBffApp } from './bff/createApp.ts'
import { createApp as createExpressSessionApp } from './express-session/createApp.ts'
import { listen } from './listen.ts'

export type RecipeName = 'better-auth' | 'bff' | 'express-session'

/** A recipe's server while it runs; `/recipe` is a page that has the recipe's session. */
export interface OpenRecipe {
  /** Without a slash at the end. */
  readonly url: string
  /** Forgets every session at the server. */
  endSessions(): void
  close(): Promise<void>
}

interface Running extends Pick<OpenRecipe, 'endSessions'> {
  readonly app: Express
}

const onMemory = (createApp: (store: session.Store) => Express) => async (): Promise<Running> => {
  const store = new session.MemoryStore()
  return { app: createApp(store), endSessions: () => store.clear() }
}

const recipes: Readonly<Record<RecipeName, (url: string) => Promise<Running>>> = {
  'express-session': onMemory(createExpressSessionApp),
  bff: onMemory(createBffApp),
  async 'better-auth'(url) {
    const database: MemoryDB = { user: [], session: [], account: [], verification: [] }
    const auth = createAuth(url, database)
    await auth.api.signUpEmail({ body: { name: 'Ann Archer', email: 'ann@example.com', password: 'anchor-line-7' } })
    const endSessions = (): void => {
      database['session'] = []
    }
    return { app: createBetterAuthApp(auth), endSessions }
  },
}

/** Starts a recipe's server on this machine. */
export async function openRecipe(name: RecipeName, port = 0): Promise<OpenRecipe> {
  const script = await bundle(name)
  const { url, serve, close } = await listen(port)
  const { app, endSessions } = await recipes[name](url)
  const front = express()
  front.get('/recipe', (_request, response) => void response.send(page(name)))
  front.get('/recipe/session.js', (_request, response) => void response.type('js').send(script))
  serve(front.use(app))
  return { url, endSessions, close }
}

async function bundle(name: RecipeName): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL(`${name}/session.ts`, import.meta.url)),
        formats: ['es'],
        fileName: 'session',
      },
    },
  })
  const [first] = Array.isArray(built) ? built : []
  const [chunk] = first?.output ?? []
  if (!chunk) throw new Error(`${name}/session.ts made no script.`)
  return chunk.code
}

const page = (name: RecipeName): string => `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Holdfast: ${name}</title>
  <p>The console has <code>session</code>.</p>
  <pre role="status"></pre>
  <script type="module">
    import { session } from '/recipe/session.js'
    const show = () => {
      document.querySelector('pre').textContent = JSON.stringify(session.getSnapshot(), null, 2)
    }
    globalThis.session = session
    session.subscribe(show)
    show()
  </script>
</html>
`
