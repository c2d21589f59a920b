import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'
import { root } from './sources.ts'

const read = (file: string): string => readFileSync(join(root, 'packages/cdn/dist', file), 'utf8')

test.each(['holdfast.min.js', 'holdfast.min.mjs'])('the integrity of %s is what sri.json says', (file) => {
  const hash = createHash('sha384').update(read(file)).digest('base64')
  expect(JSON.parse(read('sri.json'))[file]).toBe(`sha384-${hash}`)
})

test('the script makes one global, a frozen one, and does nothing else in a world without anything', () => {
  const world = createContext({})
  runInContext(read('holdfast.min.js'), world)
  expect(Object.keys(world)).toEqual(['Holdfast'])
  expect(Object.isFrozen(world['Holdfast'])).toBe(true)
})

test('the script needs neither eval nor markup, so that a strict CSP with Trusted Types lets it run', () => {
  expect(read('holdfast.min.js')).not.toMatch(
    /\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacentHTML/,
  )
})
