import { Component, type ReactNode } from 'react'

interface Caught {
  readonly error: unknown
}

/** Shows what was thrown below it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, Caught> {
  override readonly state: Caught = { error: null }
  static getDerivedStateFromError = (error: unknown): Caught => ({ error })
  override render(): ReactNode {
    return this.state.error ? <p role="alert">{String(this.state.error)}</p> : this.props.children
  }
}
