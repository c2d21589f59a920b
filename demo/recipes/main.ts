import { openRecipe, type RecipeName } from './openRecipe.ts'

const names: readonly RecipeName[] = ['express-session', 'better-auth', 'bff']
const name = names.find((name) => name === process.argv[2])
if (!name) {
  console.error(`Name a recipe: ${names.join(', ')}.`)
  process.exit(1)
}
const { url } = await openRecipe(name, 4_200)
console.log(`${name}: ${url}/recipe`)
