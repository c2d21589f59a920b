import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { root } from './exec.mjs'
import { install } from './install.mjs'

/** @param {string} folder */
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { encoding: 'utf8', recursive: true }).map((file) => statSync(join(folder, file)).mtimeMs),
  )

const isBuilt = () => {
  // What the build writes last.
  const built = statSync(join(root, 'demo/dist/front/manifest.json'), { throwIfNoEntry: false })
  const sources = [...['core', 'cart', 'cdn', 'react', 'vue'].map((name) => `packages/${name}/src`), 'demo/src/front']
  return built !== undefined && built.mtimeMs > Math.max(...sources.map((folder) => newest(join(root, folder))))
}

install()
if (!isBuilt() && build() !== 0) process.exit(1)
const server = spawn(process.execPath, ['--import', 'tsx', 'demo/src/main.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
server.on('exit', (code) => process.exit(code ?? 0))
// Ctrl-C reaches the server by itself; other ends are passed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => server.kill('SIGTERM'))
