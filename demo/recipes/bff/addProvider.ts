import { randomUUID } from 'node:crypto'
import express, { type Express } from 'express'

interface Person {
  readonly sub: string
  readonly name: string
  readonly password: string
}

const people: readonly Person[] = [
  { sub: 'ann', name: 'Ann Archer', password: 'anchor-line-7' },
  { sub: 'bob', name: 'Bob Baker', password: 'bowline-knot-4' },
]

export function findPerson(sub: string): Person | undefined {
  return people.find((person) => person.sub === sub)
}

/** Stands in for the OpenID provider, to which a true back end would lead, and for the way back with a code. */
export function addProvider(app: Express, lifetime: number): void {
  const form =
    '<form method="post"><label>Name <input name="user"></label><label>Password <input name="pass" type="password"></label><button>Sign in</button></form>'

  app.get('/provider', (_request, response) => void response.send(form))

  app.post('/provider', express.urlencoded({ extended: false }), (request, response, next) => {
    const { user, pass } = request.body as Readonly<Record<string, unknown>>
    const person = findPerson(String(user))
    const { returnUrl = '/' } = request.session
    if (person?.password !== pass) return response.status(400).send(`<p role="alert">They do not match.</p>${form}`)
    return request.session.regenerate((failure) => {
      if (failure) return next(failure)
      Object.assign(request.session, { sub: person?.sub, sid: randomUUID(), endsAt: Date.now() + lifetime })
      return request.session.save((failure) => (failure ? next(failure) : response.redirect(returnUrl)))
    })
  })
}
