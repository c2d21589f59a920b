import express, { type Express } from 'express'
import session from 'express-session'

declare module 'express-session' {
  interface SessionData {
    user: string | null
  }
}

/** Who may sign in here, and by which password. */
const passwords: Readonly<Record<string, string>> = { ann: 'anchor-line-7', bob: 'bowline-knot-4' }

/** A server as the README of express-session sets one up under "User login", and one route more. */
export function createApp(store: session.Store = new session.MemoryStore()): Express {
  const app = express()

  app.use(session({ secret: 'keyboard cat', resave: false, saveUninitialized: true, store }))

  app.get('/', (request, response) => {
    const { user } = request.session
    if (user) return response.send(`Hello, ${user}. <a href="/logout">Sign out</a>`)
    return response.send(
      '<form action="/login" method="post"><input name="user"><input name="pass" type="password"><button>Sign in</button></form>',
    )
  })

  app.post('/login', express.urlencoded({ extended: false }), (request, response, next) => {
    const { user, pass } = request.body as Readonly<Record<string, unknown>>
    const isRight = typeof user === 'string' && Object.hasOwn(passwords, user) && passwords[user] === pass
    if (!isRight) return response.status(401).json({ error: 'wrong_password' })
    // A new id, so that one which somebody planted before is worth nothing.
    return request.session.regenerate((failure) => {
      if (failure) return next(failure)
      request.session.user = user
      return request.session.save((failure) => (failure ? next(failure) : response.redirect('/')))
    })
  })

  app.get('/logout', (request, response, next) => {
    request.session.user = null
    request.session.save((failure) => {
      if (failure) return next(failure)
      return request.session.regenerate((failure) => (failure ? next(failure) : response.redirect('/')))
    })
  })

  // The one route that is not in the README: who is signed in, for a script to read.
  app.get('/session', (request, response) => {
    const { user } = request.session
    response.set('cache-control', 'no-store')
    return user ? response.json({ user: { id: user } }) : response.status(401).json({ error: 'no_session' })
  })

  return app
}
