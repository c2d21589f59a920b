import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { execNode, root } from './exec.mjs'
import { install } from './install.mjs'

/** @param {string} folder */
const newest = (folder) =>
  Math.max(
    ...readdirSync(folder, { encoding: 'utf8', recursive: true }).map((file) => statSync(join(folder, file)).mtimeMs),
  )

const isBuilt = () => {
  const built = statSync(join(root, 'packages/cdn/dist/sri.json'), { throwIfNoEntry: false })
  const sources = ['core', 'cdn'].map((name) => newest(join(root, 'packages', name, 'src')))
  return built !== undefined && built.mtimeMs > Math.max(...sources)
}

install()
if (!isBuilt() && execNode('node_modules/rollup/dist/bin/rollup', ['-c', '--silent']) !== 0) process.exit(1)
const server = spawn(process.execPath, ['--import', 'tsx', 'demo/src/main.ts'], { cwd: root, stdio: 'inherit' })
server.on('exit', (code) => process.exit(code ?? 0))
// Ctrl-C reaches the server by itself; other ends are passed on.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => server.kill('SIGTERM'))
