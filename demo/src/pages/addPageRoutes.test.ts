import { afterAll, beforeEach, expect, test } from 'vitest'
import { openShop } from '../testing/openShop.ts'
import { insertIntegrity } from './bundle.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)

test.each([
  ...['/plain', '/settings', '/bare', '/plain/', '/react', '/react/', '/react/orders', '/react/sign-in'].map(
    (path) => [path, "'none'"] as const,
  ),
  ...['/vue', '/vue/', '/vue/orders', '/vue/sign-in'].map((path) => [path, 'vue'] as const),
])(
  '%s may run its own scripts alone, make markup by the policy %s, and wait in the back-forward cache',
  async (path, trustedTypes) => {
    const { status, headers, body } = await shop.get(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-cache')
    const policy = headers.get('content-security-policy')
    for (const rule of [
      `default-src 'none'`,
      `script-src 'self'`,
      `trusted-types ${trustedTypes}`,
      `require-trusted-types-for 'script'`,
    ]) {
      expect(policy?.split('; ')).toContain(rule)
    }
    expect(body).not.toContain('{{')
  },
)

test('the address of the shop leads to a page', async () => {
  const { status, headers } = await shop.get('/')
  expect([status, headers.get('location')]).toEqual([302, '/plain'])
})

test.each([
  '/assets/../plain.html',
  '/assets/%2e%2e/plain.html',
  '/assets/',
  '/nowhere',
  '/plain.html',
  '/react/nowhere',
  '/built/',
  '/built/manifest.json',
])('%s is not there', async (path) => {
  expect((await shop.get(path)).status).toBe(404)
})

test('the hash of a file is put where a page asks for it', () => {
  const html = '<script src="/a.min.js" integrity="{{integrity:a.min.js}}"></script>'
  expect(insertIntegrity(html, { 'a.min.js': 'sha384-x' })).toBe(
    '<script src="/a.min.js" integrity="sha384-x"></script>',
  )
  expect(insertIntegrity(html, {})).toContain('integrity=""')
})
