import { type ComponentType, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Bench } from './Bench.ts'

export interface Subject {
  readonly Provider: ComponentType<{ readonly children: ReactNode }>
  /** What a component reads of the session to greet somebody. */
  useName(): string | null
  /** Signs in, where that is not the server's business. */
  begin?(): Promise<unknown>
  /** Gets a new token, or the session anew: the same person as before. */
  refresh(): Promise<unknown>
}

/** Mounts ten components that greet whoever is signed in, and counts how often they render. */
export async function mount({ Provider, useName, begin, refresh }: Subject): Promise<void> {
  const bench: Bench = { renders: 0, name: null, refresh }
  globalThis.bench = bench
  function Greeting(): ReactNode {
    bench.renders++
    bench.name = useName()
    return <p>{bench.name}</p>
  }
  await begin?.()
  const greetings = Array.from('abcdefghij', (key) => <Greeting key={key} />)
  createRoot(document.body.appendChild(document.createElement('main'))).render(
    <StrictMode>
      <Provider>{greetings}</Provider>
    </StrictMode>,
  )
}
