import { packages, writeDeclarations } from './declarations.mjs'
import { execNode } from './exec.mjs'

const projects = [...packages.map((name) => `packages/${name}`), 'packages/core/surface', 'demo', 'e2e', 'scripts']

// The demo and e2e see packages as published: by the declarations, which therefore come first.
const statuses = [
  ...packages.map(writeDeclarations),
  ...projects.map((project) => execNode('node_modules/typescript/bin/tsc', ['-p', project])),
]
process.exit(statuses.every((status) => status === 0) ? 0 : 1)
