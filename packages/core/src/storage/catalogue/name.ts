/** Names of sites, directories and credentials: shown as given, compared folded. */
import { fold } from '../../scim/fold.ts'
import { CatalogueError } from './catalogue-error.ts'

const MOST_CHARACTERS = 200

export type CatalogueName = { readonly name: string; readonly nameKey: string }

/** @throws CatalogueError name-invalid */
export function catalogueName(given: string): CatalogueName {
  const name = given.trim()
  const nameKey = fold(name)
  if (nameKey === '') throw new CatalogueError('name-invalid', 'The name is empty.')
  if (name.length > MOST_CHARACTERS) {
    throw new CatalogueError('name-invalid', `The name is longer than ${MOST_CHARACTERS} characters.`)
  }
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw new CatalogueError('name-invalid', 'The name has control characters or broken Unicode in it.')
  }
  return { name, nameKey }
}
