// @vitest-environment jsdom
import { createRecord, type SharedRecord } from '@holdfast/core'
import { cleanup, screen } from '@testing-library/react'
import type { JSX } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { shown } from '../test/createWho.tsx'
import { type App, openApp } from '../test/openApp.tsx'
import { useRecord } from './useRecord.ts'

afterEach(cleanup)

type List = readonly string[]

const openList = (app: App, tab = app.tab): SharedRecord<List> =>
  createRecord({ name: 'wishlist', initial: [] as List, platform: tab.platform })

test('shows the value, an edit at once, and those of other tabs', async () => {
  const app = openApp()
  const list = openList(app)
  function Wishes(): JSX.Element {
    const { status, value, update } = useRecord(list)
    return (
      <>
        <output>{`${status} ${value.join(', ')}`}</output>
        <button type="button" onClick={() => update((now) => [...now, 'mug'])} />
      </>
    )
  }
  app.render(<Wishes />)
  expect(shown()).toBe('loading ')
  await app.run(list.ready())
  expect(shown()).toBe('ready ')
  screen.getByRole('button').click()
  await app.advance(0)
  expect(shown()).toBe('ready mug')
  await app.run(openList(app, app.shop.world.openTab()).update((now) => [...now, 'tea']))
  await app.advance(1_000)
  expect(shown()).toBe('ready mug, tea')
})

test('with a selector renders only when what it selects differs (invariant 14)', async () => {
  const app = openApp()
  const list = openList(app)
  let renders = 0
  function Heart({ sku }: { readonly sku: string }): JSX.Element {
    renders++
    return <output>{String(useRecord(list, (value) => value.includes(sku)))}</output>
  }
  app.render(<Heart sku="mug" />)
  await app.run(list.update(() => ['tea']))
  expect(renders).toBe(1)
  await app.run(list.update((now) => [...now, 'mug']))
  expect(renders).toBe(2)
  expect(shown()).toBe('true')
})

test('on a server shows what the record begins with', () => {
  const list = createRecord({ name: 'wishlist', initial: ['mug'] as List })
  function Wishes(): JSX.Element {
    const { status, value } = useRecord(list)
    return <output>{`${status} ${value}`}</output>
  }
  expect(renderToString(<Wishes />)).toContain('loading mug')
})
