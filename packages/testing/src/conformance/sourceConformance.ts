import type { ConformanceCase } from './ConformanceCase.ts'
import { createSourceSubject, type SourceSetup } from './SourceSubject.ts'
import { sourceGrants } from './sourceGrants.ts'
import { sourceTrouble } from './sourceTrouble.ts'

/**
 * What Holdfast expects of a source, as cases for any test runner. `create` is called once for each, and makes a world,
 * puts the source's server into it, and tells what signs in there and what does not.
 *
 * ```ts
 * for (const { name, run } of sourceConformance(() => setup())) test(name, run)
 * ```
 */
export function sourceConformance(create: () => SourceSetup): readonly ConformanceCase[] {
  return [...sourceGrants, ...sourceTrouble].map(([name, check]) => ({
    name,
    run: async () => check(createSourceSubject(create())),
  }))
}
