import { Link, useRouteError } from 'react-router'
import { wordsForError } from '../assets/shared/wordsFor.js'

/** What stood in the way of a page. */
export function ProblemPage() {
  const error = useRouteError()
  return (
    <main id="content" className="page" tabIndex={-1}>
      <h1>That did not work</h1>
      <p className="notice bad" role="alert">
        {wordsForError(error)}
      </p>
      <p>
        <Link to="/">Back to the shop</Link>
      </p>
    </main>
  )
}
