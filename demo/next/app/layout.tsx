import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { readUser } from '../identity/sessionCookie.ts'
import { Providers } from './Providers.tsx'

// An icon that is no request.
export const metadata: Metadata = { title: 'Holdfast with Next.js', icons: 'data:,' }

export default async function Layout({ children }: { readonly children: ReactNode }) {
  // Reading a cookie makes every page below one that is rendered for its visitor alone.
  const user = await readUser()
  return (
    <html lang="en">
      <body>
        <Providers initial={user && { user }}>{children}</Providers>
      </body>
    </html>
  )
}
