/** How many extension schemas a directory may have, and which URNs can stand beside each other. */
import { RESOURCE_TYPES } from '../../scim/resource-type.ts'
import { invalid } from './extension-document.ts'

const MOST_SCHEMAS = 20
const MOST_INDEXES = 20

type Registered = { readonly urn: string; readonly indexes: readonly unknown[] }

/** @throws CatalogueError schema-invalid */
export function assertRoom(others: readonly Registered[], indexes: number): void {
  if (others.length >= MOST_SCHEMAS)
    throw invalid([`The directory has ${MOST_SCHEMAS} extension schemas, and no room for more.`])
  const total = others.reduce((sum, each) => sum + each.indexes.length, indexes)
  if (total > MOST_INDEXES)
    throw invalid([
      `The directory would have ${total} indexed attributes; ${MOST_INDEXES} is the limit, for each costs every write.`,
    ])
}

/** Where a URN ends and the name of an attribute begins has to be clear (RFC 7644 §3.10). */
export function clashFaults(urn: string, others: readonly Registered[]): string[] {
  const builtIn = Object.values(RESOURCE_TYPES).flatMap(({ schema, extensions }) => [
    schema.id,
    ...extensions.map((each) => each.schema.id),
  ])
  return [...builtIn, ...others.map((each) => each.urn)].flatMap((other) =>
    begins(urn, other) || begins(other, urn)
      ? [`id: one of ${urn} and ${other} begins with the other, so that attribute names could not be told from it.`]
      : [],
  )
}

function begins(long: string, short: string): boolean {
  return `${long.toLowerCase()}:`.startsWith(`${short.toLowerCase()}:`)
}
