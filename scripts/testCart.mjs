// The cart's tests with 100 000 histories for each property; `npm test` runs 300.
import { execNode } from './exec.mjs'

const args = ['run', 'packages/cart', '--testTimeout=900000']
process.exit(execNode('node_modules/vitest/vitest.mjs', args, { HOLDFAST_HISTORIES: '100000' }))
