import { defineConfig } from 'vitest/config'

/** The scale-out run: minutes of load, one store after another. */
export default defineConfig({
  test: {
    name: 'scale',
    environment: 'node',
    include: ['demo/src/**/*.scale.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
