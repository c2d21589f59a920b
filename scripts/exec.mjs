import { spawn, spawnSync } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The directory of the workspace. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program in the workspace, its output shown; the shell only on Windows, where `npm` and `npx` are scripts of it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] on top of this process's own
 * @returns {number} its exit status
 */
export const exec = (program, args, env = {}) => {
  const isScript = process.platform === 'win32' && program.startsWith('np')
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: isScript,
  })
  if (error) console.error(`${program} did not run: ${error.message}`)
  return status ?? 1
}

/**
 * Runs a tool of the workspace by its script, which needs neither a shell nor `PATH`.
 *
 * @param {string} script below the workspace
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {number} its exit status
 */
export const execNode = (script, args, env) => exec(process.execPath, [script, ...args], env)

/**
 * Runs a tool beside others; what it prints is shown when it is done, so that it is not mixed with theirs.
 *
 * @param {string} script below the workspace
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, isPatient?: boolean }} [options] `isPatient`: leaves the processor to the others
 * @returns {Promise<number>} its exit status
 */
export const execBeside = (script, args, { env = {}, isPatient = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, env: { ...process.env, ...env } })
    if (isPatient && child.pid !== undefined) setPriority(child.pid, 10)
    /** @type {Buffer[]} */
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(output))
      resolve(status ?? 1)
    })
  })
