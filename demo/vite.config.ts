import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url))

/** The front ends that need a build: their scripts, and a manifest that tells the server what they are called. */
export default defineConfig({
  root: path('.'),
  base: '/built/',
  publicDir: false,
  // What lies on the server already is named as it is there.
  plugins: [react(), vue({ template: { transformAssetUrls: false } })],
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  build: {
    outDir: 'dist/front',
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    // The server preloads what a front end imports.
    modulePreload: false,
    // What the bindings run in: Chrome 120, Firefox 124, Safari 17.4.
    target: ['chrome120', 'firefox124', 'safari17.4'],
    rolldownOptions: {
      input: { react: path('src/front/react/main.tsx'), vue: path('src/front/vue/main.ts') },
    },
  },
})
