import { createWorld } from '@holdfast/testing'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { expect, test } from 'vitest'
import { createRecord } from './createRecord.ts'

const openTwo = <T>(initial: T) => {
  const world = createWorld()
  const open = () => createRecord<T>({ name: 'it', initial, platform: world.openTab().platform })
  return { world, records: [open(), open()] as const }
}

test('what the app does to its object later changes nothing that is shown', async () => {
  const { world, records } = openTwo({ text: '' })
  await world.run(records[1].ready())
  const form = { text: 'stored' }
  const updating = records[0].update(() => form)
  const early = records[0].getSnapshot()
  const resolved = await world.run(updating)
  form.text = 'typed later'
  await world.advance(1_000)
  const shown = records.map((record) => record.getSnapshot().value)
  expect([early.value, resolved, ...shown]).toEqual(Array(4).fill({ text: 'stored' }))
})

test('an update to what its own schema would not take again rejects with RECORD_INVALID (invariant 10)', async () => {
  const schema: StandardSchemaV1<unknown, { readonly text: string }> = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => (typeof value === 'string' ? { value: { text: value } } : { issues: [{ message: 'no' }] }),
    },
  }
  const world = createWorld()
  const record = createRecord({ name: 'it', initial: { text: '' }, platform: world.openTab().platform, schema })
  const outcome = await world.settle(record.update(() => 'mug' as never))
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'RECORD_INVALID' } })
  expect(world.rows().get('/it')).toBeUndefined()
})

test('an object that JSON would turn into something else is refused with RECORD_INVALID', async () => {
  const { world, records } = openTwo<unknown>(null)
  const price = { cents: 5, toJSON: () => '0.05' }
  const outcome = await world.settle(records[0].update(() => ({ price })))
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'RECORD_INVALID' } })
})

test('remove() works where the initial value is none that could be stored', async () => {
  const { world, records } = openTwo<string | undefined>(undefined)
  await world.run(records[0].update(() => 'mug'))
  await world.run(records[0].remove())
  expect(records[0].getSnapshot()).toMatchObject({ status: 'ready', value: undefined })
  expect(world.rows().get('/it')).toBeUndefined()
})
