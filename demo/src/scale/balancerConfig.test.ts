import { expect, test } from 'vitest'
import { balancerConfig } from './balancerConfig.ts'

const of = (port: number) => ({
  identity: `http://127.0.0.1:${port}`,
  catalogue: `http://127.0.0.1:${port + 1}`,
  cart: `http://127.0.0.1:${port + 2}`,
  orders: `http://127.0.0.1:${port + 3}`,
})
const config = (routing: 'round-robin' | 'sticky'): string =>
  balancerConfig({ urls: [of(4000), of(5000)], routing, port: 3000, isRoot: false })

test('each service has its instances, in the same order, and only it', () => {
  const upstreams = [...config('sticky').matchAll(/upstream (\w+) \{[^}]*?\}/g)]
  const portsOf = ([block]: RegExpMatchArray): string[] => [...block.matchAll(/:(\d+) /g)].map(([, port = '']) => port)
  expect(upstreams.map((match) => [match[1], ...portsOf(match)])).toEqual([
    ['identity', '4000', '5000'],
    ['catalogue', '4001', '5001'],
    ['cart', '4002', '5002'],
    ['orders', '4003', '5003'],
  ])
})

test('it goes by the cookie only where it is sticky, and listens on loopback alone', () => {
  expect(config('sticky').match(/hash \$cookie_shop_route;/g)).toHaveLength(4)
  expect(config('round-robin')).not.toContain('cookie_')
  expect(config('sticky').match(/listen .*/g)).toEqual(['listen 127.0.0.1:3000;'])
})
