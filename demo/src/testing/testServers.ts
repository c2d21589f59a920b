import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findProgram } from '../programs/findProgram.ts'
import { freePort } from '../programs/freePort.ts'
import type { ProgramOptions } from '../programs/startProgram.ts'
import { startProgram } from '../programs/startProgram.ts'
import type { ServerKind } from './createTestServer.ts'
import { speakTo } from './speakTo.ts'

export type ServerName = 'redis' | 'memcached' | 'postgres' | 'etcd'

const execute = promisify(execFile)
const isRoot = process.getuid?.() === 0

const redis: ServerKind = {
  name: 'redis',
  program: 'redis-server',
  uri: (port) => `redis://127.0.0.1:${port}`,
  run: (program, port, folder) =>
    startProgram(
      [program, '--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder, '--save', '', '--appendonly', 'yes'],
      { answers: async () => (await speakTo(port, 'PING')).startsWith('+PONG') },
    ),
}

const memcached: ServerKind = {
  name: 'memcached',
  program: 'memcached',
  uri: (port) => `memcached://127.0.0.1:${port}`,
  run: (program, port) =>
    startProgram([program, '-l', '127.0.0.1', '-p', `${port}`, '-U', '0', ...(isRoot ? ['-u', 'nobody'] : [])], {
      answers: async () => (await speakTo(port, 'version')).startsWith('VERSION'),
    }),
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<Pick<ProgramOptions, 'uid' | 'gid'>> {
  if (!isRoot) return {}
  const idOf = async (flag: string): Promise<number> => Number((await execute('id', [flag, 'postgres'])).stdout)
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

const postgres: ServerKind = {
  name: 'postgres',
  program: 'postgres',
  uri: (port) => `postgres://shop@127.0.0.1:${port}/postgres`,
  async prepare(folder) {
    const initdb = findProgram('initdb') ?? 'initdb'
    const args = ['-D', `${folder}/data`, '-U', 'shop', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
    await execute(initdb, args, { cwd: folder, ...(await unprivileged()) })
  },
  async run(program, port, folder) {
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=300']
    const flags = settings.flatMap((setting) => ['-c', setting])
    const psql = findProgram('psql') ?? 'psql'
    return startProgram([program, '-D', `${folder}/data`, '-p', `${port}`, ...flags], {
      answers: async () => (await execute(psql, ['-c', 'SELECT 1', postgres.uri(port)])).stdout,
      ...(await unprivileged()),
    })
  },
  // Told politely, it waits until its clients are gone.
  signal: 'SIGINT',
}

const etcd: ServerKind = {
  name: 'etcd',
  program: 'etcd',
  uri: (port) => `etcd://127.0.0.1:${port}`,
  async run(program, port, folder) {
    const url = `http://127.0.0.1:${port}`
    const peer = `http://127.0.0.1:${await freePort()}`
    const clients = ['--listen-client-urls', url, '--advertise-client-urls', url]
    const peers = ['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer]
    return startProgram(
      [program, '--data-dir', `${folder}/data`, '--initial-cluster', `default=${peer}`, ...clients, ...peers],
      {
        answers: async () => ((await (await fetch(`${url}/health`)).json()) as { health: string }).health === 'true',
        // It runs on others than x86 only when told that they are meant.
        env: { ...process.env, ETCD_UNSUPPORTED_ARCH: process.arch },
      },
    )
  },
}

/** The servers that tests can start. */
export const testServers: Record<ServerName, ServerKind> = { redis, memcached, postgres, etcd }
