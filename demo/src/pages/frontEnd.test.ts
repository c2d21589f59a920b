import { expect, test } from 'vitest'
import { insertScripts, type Manifest } from './frontEnd.ts'

const html = '<div id="app"></div>{{scripts:src/front/react/main.tsx}}'

test('a page loads its script by the name that the build gave it, and what that imports with it', () => {
  const manifest: Manifest = {
    'src/front/react/main.tsx': { file: 'react-1.js', imports: ['_shared.js'] },
    '_shared.js': { file: 'shared-2.js' },
    'src/front/vue/main.ts': { file: 'vue-3.js', imports: ['_shared.js'] },
  }
  expect(insertScripts(html, manifest).match(/\/built\/[\w.-]+/g)).toEqual(['/built/shared-2.js', '/built/react-1.js'])
})

test('a front end that is not built says so', () => {
  expect(insertScripts(html, {})).toContain('This front end is not built.')
})
