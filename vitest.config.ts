import { posix } from 'node:path'
import { defineConfig } from 'vitest/config'
import { entriesOf, packages } from './scripts/declarations.mjs'
import { mutate } from './scripts/mutants.mjs'

/** Where the source of each entry is; what begins with the name of another one stands before that. */
const sources = packages
  .flatMap((name) => [...entriesOf(name)].reverse().map((entry) => [name, entry] as const))
  .map(([name, entry]) => [
    posix.join('@holdfast', name, entry),
    new URL(`packages/${name}/src/${entry}/index.ts`, import.meta.url).pathname,
  ])

/** What tests of React import, as React 18 has it. */
const react18 = ['react', 'react-dom', '@testing-library/react'].map((name) => ({
  find: new RegExp(`^${name}(?=$|/)`),
  replacement: new URL(`packages/react/test/react-18/node_modules/${name}`, import.meta.url).pathname,
}))

export default defineConfig({
  plugins: mutate(process.env['HOLDFAST_MUTANT']) ?? [],
  resolve: {
    alias: Object.fromEntries(sources),
  },
  test: {
    environment: 'node',
    // No module keeps state, so that files may share what they import.
    isolate: false,
    // By default one processor of two would stand idle.
    maxWorkers: '100%',
    // The scale-out run takes minutes and is a step of its own: vitest.scale.config.ts.
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.scale.test.ts'],
    // The browsers go first, so a test may wait long for the processor: these only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['packages/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        extends: true,
        resolve: { alias: react18 },
        test: { name: 'React 18', include: ['packages/react/src/**/*.test.tsx'] },
      },
    ],
  },
})
