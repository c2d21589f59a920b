import type { SourceFile } from './sources.ts'

/** What the linter has no rule for. Each tells what is wrong with a file, or `null`. */
export type HouseRule = (file: SourceFile) => string | null

const isTest = (path: string): boolean => /\.(test|test-d|spec)\.tsx?$/.test(path)
const isShipped = (path: string): boolean => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path) && !isTest(path)

const namesNoBin: HouseRule = ({ path }) =>
  /(^|\/)(utils?|helpers?|common|internal)(\/|\.)/.test(path) ? 'says nothing of what it holds' : null

const namedAfterItsExport: HouseRule = ({ path, text }) => {
  const name = path.replace(/^.*\//, '').replace(/\.tsx?$/, '')
  if (!isShipped(path) || name === 'index' || name === 'machine') return null
  return new RegExp(`^export .*\\b${name}\\b`, 'm').test(text) ? null : `exports no "${name}"`
}

const pureMachine: HouseRule = ({ path, text }) => {
  if (path !== 'packages/core/src/session/machine.ts') return null
  return /^import (?!type )/m.test(text) ? 'imports more than types' : null
}

// The linter's rule for globals also sees types such as `typeof globalThis.fetch`, and does not see `Math.random`.
const noGlobalWorld: HouseRule = ({ path, text }) => {
  if (!/^packages\/core\/src\/(?!platform\/|storage\/)/.test(path) || isTest(path)) return null
  const found = /(?<!typeof )\bglobalThis\b|\bMath\.random\b/.exec(text.replace(/^\s*(\/\/|\/?\*).*$/gm, ''))
  return found ? `names ${found[0]} outside platform and storage` : null
}

const noModuleState: HouseRule = ({ path, text }) => {
  if (!isShipped(path)) return null
  return /^(export )?(let|var) |^(export )?const [^\n]*= new (Weak)?(Map|Set)\b/m.test(text)
    ? 'keeps state at import'
    : null
}

const noMachinePath: HouseRule = ({ text }) => {
  const found = /(?<![\w.])\/(home|Users|root)\/[\w.-]+\//.exec(text)
  return found ? `holds a path of one machine, ${found[0]}` : null
}

const noRegistry: HouseRule = ({ path, text }) => {
  if (!path.endsWith('package-lock.json')) return null
  const found = /"resolved": "(https?:[^"]*)"/.exec(text)
  return found ? `names a registry's host: ${found[1]}` : null
}

/** Each rule under the sentence that states it. */
export const houseRules: Readonly<Record<string, HouseRule>> = {
  'no folder or file is a bin for odds and ends': namesNoBin,
  'a shipped file is named after its export': namedAfterItsExport,
  'the machine imports types only': pureMachine,
  'only platform and storage know the world around': noGlobalWorld,
  'a shipped module keeps no state': noModuleState,
  'no file holds a path of one machine': noMachinePath,
  'a lockfile names no registry': noRegistry,
}
