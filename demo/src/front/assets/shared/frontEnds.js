// @ts-check

/** The same shop, made in three ways. */
export const frontEnds = [
  { name: 'Plain', path: '/plain' },
  { name: 'React', path: '/react' },
  { name: 'Vue', path: '/vue' },
]
