// @ts-check

/** What is asked before a limit ends the session. Nothing but another sign-in lengthens the greatest age. */
export const expiryQuestions = {
  idle: {
    title: 'Still there?',
    text: 'You have not done anything for a while, so you will be signed out soon.',
    canStay: true,
  },
  'max-age': {
    title: 'Time to sign in again soon',
    text: 'The session reaches its greatest age. Finish what you are doing.',
    canStay: false,
  },
  server: { title: 'Still there?', text: 'The server will end the session soon.', canStay: true },
}
