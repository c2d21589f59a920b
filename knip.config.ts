import type { KnipConfig } from 'knip'

export default {
  // A type that the signature of an export names may be exported with it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  workspaces: {
    '.': {
      // Run by the tests of the examples, and by hand.
      entry: ['scripts/example.mjs'],
      vitest: { config: ['vitest.config.ts', 'vitest.scale.config.ts'] },
    },
    demo: {
      // What pages name in their `<script src>`, and what is bundled by a name that is put together.
      entry: ['src/front/**/main.{js,ts,tsx}', 'recipes/*/session.ts'],
      // The examples have manifests of their own, outside of the workspace.
      ignore: ['{next,nuxt}/**'],
      // Resolved by a name that is put together.
      ignoreDependencies: ['@holdfast/cdn'],
    },
    e2e: {
      // Bundled or served by specs, which name them in texts.
      entry: [
        'bench/peers/{holdfast,betterAuth,nextAuth}.tsx',
        'bench/peers/carts/*.{ts,tsx}',
        'hot/**/*.{ts,tsx,js,vue}',
      ],
      playwright: {
        config: ['playwright.config.ts', '{bench,bench/peers,long}/playwright.config.ts'],
      },
      // The peers have a manifest of their own, outside of the workspace.
      ignoreDependencies: [
        'better-auth',
        'next-auth',
        '@nanostores/persistent',
        'redux',
        'redux-persist',
        'tinybase',
        'use-shopping-cart',
        'zustand',
      ],
    },
    'packages/cart': {
      entry: ['src/{,server/}index.ts', 'surface/*.ts'],
      // The kit of its tests is found by an alias.
      ignoreDependencies: ['@holdfast/testing'],
    },
    'packages/core': {
      // The use cases are checked, not run.
      entry: ['src/index.ts', 'surface/*.ts'],
      // It is built on core, so that core cannot name it; its tests find it by an alias.
      ignoreDependencies: ['@holdfast/testing'],
    },
    'packages/react': { entry: ['src/{,cart/}index.ts', 'surface/*.{ts,tsx}'] },
    // The tests of the bindings find it by aliases.
    'packages/react/test/react-18': { ignoreDependencies: [/./] },
    'packages/testing': {
      entry: ['src/index.ts', 'surface/*.tsx'],
      // The bindings' own tests need the kit, so that it cannot name them; its examples find them by an alias.
      ignoreDependencies: ['@holdfast/react', '@holdfast/vue'],
    },
    'packages/vue': { entry: ['src/{,cart/}index.ts', 'surface/*.ts'] },
  },
} satisfies KnipConfig
