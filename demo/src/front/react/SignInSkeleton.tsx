import { useEffect, useState } from 'react'

/** Shown late: a quick start shows none, so that nothing moves when it goes. */
export function SignInSkeleton() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 250)
    return () => clearTimeout(timer)
  }, [])
  if (!isLate) return null
  return (
    <section className="panel at-account" aria-label="Loading" aria-busy="true">
      <span className="skeleton skeleton-title" />
      <span className="skeleton skeleton-line" />
      <span className="skeleton skeleton-line" />
    </section>
  )
}
