import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { readSources, root } from './sources.ts'

const pages = readSources().filter(({ path }) => path.endsWith('.md'))

/** How the pages' host names a heading in an address. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => slugOf(heading))

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '')

test('every link from one of our pages to another leads somewhere', () => {
  const lost = pages.flatMap(({ path, text }) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
      if (/^[a-z]+:/.test(link)) return []
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : posix.join(posix.dirname(path), file)
      const page = pages.find((other) => other.path === target)
      const isThere = anchor === undefined || !page || anchorsOf(withoutCode(page.text)).includes(anchor)
      return existsSync(join(root, target)) && isThere ? [] : [`${path}: ${link}`]
    }),
  )
  expect(lost).toEqual([])
})
