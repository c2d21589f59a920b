import { createScreen, testingLibrary } from '../fixtures/createScreen.ts'
import { eventually } from '../fixtures/eventually.ts'
import { expect, test } from '../fixtures/test.ts'

for (const isFlipped of [false, true]) {
  test(`the script ${isFlipped ? 'with one byte flipped is blocked' : 'as it was built runs'}`, async ({
    context,
    shop,
  }) => {
    const page = await context.newPage()
    await page.addInitScript(testingLibrary)
    await page.route('**/holdfast.min.js', async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      // In the middle of the banner: what is blocked would have run.
      if (isFlipped) body.writeUInt8(body.readUInt8(6) ^ 1, 6)
      await route.fulfill({ response, body })
    })
    const screen = createScreen(page)

    await page.goto(`${shop.url}/plain`)

    const problem = expect.stringContaining('The library did not load.')
    await eventually(() => screen.texts('alert')).toEqual(isFlipped ? [problem] : [])
    expect(await page.evaluate(() => typeof globalThis.Holdfast)).toBe(isFlipped ? 'undefined' : 'object')
  })
}
