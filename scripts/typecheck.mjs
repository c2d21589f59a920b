import { check, packages, writeDeclarations } from './declarations.mjs'

const projects = [
  ...packages.map((name) => `packages/${name}`),
  'packages/core/surface',
  'packages/cart/surface',
  'packages/react/surface',
  'packages/testing/surface',
  'packages/vue/surface',
  'demo',
  'demo/src/front',
  'e2e',
  'scripts',
]

// The demo and e2e see packages as published: by the declarations, which therefore come first.
const problems = [...packages.map(writeDeclarations), ...projects.map((project) => check(project))]
const lines = new Set(problems.flatMap((text) => text.split('\n')).filter((line) => line !== ''))
if (lines.size > 0) console.error([...lines].join('\n'))
process.exit(lines.size === 0 ? 0 : 1)
