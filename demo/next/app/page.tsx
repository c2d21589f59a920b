import { AccountBar } from './AccountBar.tsx'

export default function Page() {
  return (
    <main>
      <h1>Holdfast with Next.js</h1>
      <AccountBar />
    </main>
  )
}
