// Takes each guard away in turn and runs the seeded schedules, which must find out.
import { execFileSync } from 'node:child_process'
import { root } from './exec.mjs'
import { mutants } from './mutants.mjs'

const asked = process.argv[2]

/** @param {string} name */
const isFoundOut = (name) => {
  try {
    execFileSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', 'packages/testing/src/schedules'],
      {
        cwd: root,
        env: { ...process.env, HOLDFAST_MUTANT: name },
        stdio: 'pipe',
      },
    )
    return null
  } catch (error) {
    const output = `${/** @type {any} */ (error).stdout}${/** @type {any} */ (error).stderr}`
    return output.match(/Error: .*/)?.[0] ?? output.slice(-500)
  }
}

let survivors = 0
for (const { name } of mutants.filter((mutant) => asked === undefined || mutant.name.includes(asked))) {
  const found = isFoundOut(name)
  if (found === null) survivors++
  console.log(`${found === null ? 'SURVIVED' : 'red'}  without ${name}${found === null ? '' : `: ${found}`}`)
}
console.log(`${survivors} survived`)
process.exitCode = survivors === 0 ? 0 : 1
