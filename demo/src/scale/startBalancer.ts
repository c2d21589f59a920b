import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Services } from '../createServices.ts'
import { findProgram } from '../programs/findProgram.ts'
import { freePort } from '../programs/freePort.ts'
import { startProgram } from '../programs/startProgram.ts'
import { balancerConfig } from './balancerConfig.ts'
import type { Routing } from './ScaledOptions.ts'

export interface Balancer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  stop(): Promise<void>
}

const howToGet = 'nginx is not installed: get it by "apt-get install nginx" or "brew install nginx".'

/** Throws, saying how to get it, if there is no nginx. */
export function findBalancer(): string {
  const program = findProgram('nginx')
  if (program === undefined) throw new Error(howToGet)
  return program
}

/** Starts nginx in front of the instances, as a child, with its configuration and files in a folder of its own. */
export async function startBalancer(urls: readonly Services['urls'][], routing: Routing): Promise<Balancer> {
  const program = findBalancer()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-nginx-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = join(folder, 'nginx.conf')
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    await chmod(folder, 0o755)
    await writeFile(config, balancerConfig({ urls, routing, port, isRoot: process.getuid?.() === 0 }))
    const running = await startProgram([program, '-p', folder, '-c', config], {
      answers: async () => (await fetch(`${url}/catalogue`)).ok,
    })
    return {
      url,
      async stop() {
        await running.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
