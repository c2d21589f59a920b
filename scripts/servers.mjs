import { hasApt, installByApt } from './apt.mjs'

/** What tests start, and the package of Debian that has it. */
const programs = {
  'redis-server': 'redis-server',
  memcached: 'memcached',
  postgres: 'postgresql',
  etcd: 'etcd-server',
  nginx: 'nginx',
}

/** Installs the servers that tests start, where that can be done; says which are missing. Their tests are skipped. */
export const ensureServers = async () => {
  // Not there before the dependencies are installed.
  const { tsImport } = await import('tsx/esm/api')
  const { findProgram } = await tsImport('../demo/src/programs/findProgram.ts', import.meta.url)
  const missing = () => Object.entries(programs).filter(([program]) => findProgram(program) === undefined)
  const wanted = missing().map(([, name]) => name)
  if (wanted.length > 0 && hasApt()) {
    console.log(`Installing ${wanted.join(', ')} from Debian …`)
    installByApt(wanted)
  }
  const skipped = missing().map(([program]) => program)
  if (skipped.length > 0) console.log(`Skipping the tests that need ${skipped.join(', ')}: not installed.`)
}
