import type { Visitor } from './createVisitor.ts'
import { createVisitor } from './createVisitor.ts'
import type { Answer } from './openShop.ts'
import { cartPath, opsOf, piecesIn } from './opsOf.ts'

/** `ok`: its own data; `lost`: nobody is signed in; `wrong`: somebody else's data; else what there was instead. */
export type Outcome = 'ok' | 'lost' | 'wrong' | `error ${string}`

/** A visitor whose cart and orders can be told from every other user's. */
export interface Shopper {
  readonly visitor: Visitor
  /** Signs in; the first of each user also fills the cart and, where it may, orders something. */
  enter(): Promise<void>
  /** Asks for one thing that takes a session, chosen by `at` from 0 to 1, and looks whose the answer is. */
  ask(at: number): Promise<Outcome>
  probe(): Promise<Outcome>
}

const users = ['alice', 'bob', 'carol'] as const

/** @param number decides which user it is */
export function createShopper(url: string, number: number): Shopper {
  const which = number % users.length
  const name = users[which] ?? 'alice'
  const lines = [{ sku: 'mug', quantity: which + 1 }]
  const visitor = createVisitor(() => url)
  let token = ''
  const csrf = () => ({ 'x-csrf-token': token })

  const isMine = ({ user }: Answer['body']): boolean => user.email === `${name}@example.com`
  const hasMine = (body: Answer['body']): boolean => piecesIn(body)['mug'] === which + 1
  const haveMine = ({ orders }: Answer['body']): boolean =>
    orders.length > 0 && orders.every(({ lines: [line] }: Answer['body']) => line.quantity === which + 1)
  async function judge(answer: Promise<Answer>, isRight: (body: Answer['body']) => boolean): Promise<Outcome> {
    try {
      const { status, body } = await answer
      if (status === 401) return 'lost'
      if (status !== 200) return `error ${status}`
      return isRight(body) ? 'ok' : 'wrong'
    } catch ({ cause, message }: any) {
      return `error ${cause?.code ?? message}`
    }
  }

  const probe = (): Promise<Outcome> => judge(visitor.get('/identity/session'), isMine)
  return {
    visitor,
    probe,
    async enter() {
      const { status, body } = await visitor.signIn(name)
      if (status !== 200) throw new Error(`${name} could not sign in: ${status}: ${JSON.stringify(body)}`)
      token = await visitor.csrf()
      // One of each user does, for all who are that user.
      if (number >= users.length) return
      await visitor.send('POST', '/cart/ops', opsOf({ mug: which + 1 }), csrf())
      if (name !== 'carol') await visitor.send('POST', '/orders', { lines }, csrf())
    },
    ask(at) {
      if (at < 0.45) return probe()
      if (at < 0.7) return judge(visitor.get(cartPath), hasMine)
      if (at < 0.8) return judge(visitor.send('POST', '/cart/ops', opsOf({ mug: which + 1 }), csrf()), hasMine)
      if (at < 0.85) return judge(visitor.send('POST', '/identity/session/renew', undefined, csrf()), isMine)
      return name === 'carol' ? probe() : judge(visitor.get('/orders'), haveMine)
    },
  }
}
