import { SessionProvider } from '@holdfast/react'
import { createRoot } from 'react-dom/client'
import { session } from '../session.ts'
import { App } from './App.tsx'

createRoot(document.querySelector('main')!).render(
  <SessionProvider session={session}>
    <App />
  </SessionProvider>,
)
