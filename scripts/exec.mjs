import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The directory of the workspace. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program in the workspace, its output shown; the shell only on Windows, where `npx` is a script of it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] on top of this process's own
 * @returns {number} its exit status
 */
export const exec = (program, args, env = {}) => {
  const isScript = process.platform === 'win32' && program === 'npx'
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
