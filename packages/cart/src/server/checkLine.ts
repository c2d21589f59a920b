import type { LineDocument } from '../document/CartDocument.ts'
import { readLine } from '../document/readContent.ts'
import { lineKey } from '../line/lineKey.ts'
import { AHEAD } from '../remote/readReply.ts'
import type { Refusal } from './Refusal.ts'

/** A line that a device has sent, or why it is not taken: what makes half a sense is not taken by half. */
export function checkLine(key: string, value: unknown, now: number): LineDocument | Refusal['code'] {
  const line = readLine(value)
  if (!line?.product || !isWhole(line, Object(value)) || lineKey(line.product, line.identity) !== key)
    return 'invalid_line'
  return isWhole(readLine(value, now + AHEAD), line) ? line : 'clock'
}

/** Whether nothing was left out as it was read. */
function isWhole(line: LineDocument | undefined, given: LineDocument): boolean {
  const names = ['product', 'identity', 'at', 'cart', 'saved', 'attributes'] as const
  return names.every((name) => JSON.stringify(line?.[name]) === JSON.stringify(given[name]))
}
