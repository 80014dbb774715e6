/**
 * What a directory knows, made of its extension schemas once for each version of them and kept in the process. A digest names
 * the version: it is read with the directory, and as long as it is known nothing else is read.
 */
import { createHash } from 'node:crypto'
import type { ResourceType } from '../../domain/operation.ts'
import { BoundedCache } from '../../scim/bounded-cache.ts'
import { type Extension, type ExtensionDocument, type NamedIndex, schemaSetOf } from '../../scim/extension-schema.ts'
import { RESOURCE_TYPES, type SchemaSet } from '../../scim/resource-type.ts'

export type ExtensionRow = {
  directory_id: number
  resource_type: ResourceType
  required: boolean
  document: ExtensionDocument
  indexes: NamedIndex[]
}

export type DirectoryVersion = {
  readonly id: number
  /** directory.schemas_digest */
  readonly digest: string
}

/** Runs a statement wherever the caller reads. */
export type ReadExtensions = (text: string, values: readonly unknown[]) => Promise<readonly ExtensionRow[]>

const SELECT = `
select directory_id, resource_type, required, document, indexes from extension_schema
where site_id = $1 and directory_id = any ($2::integer[]) order by directory_id, id`

/** Of the directory with most schemas some ten kilobytes each. */
const MOST_SETS = 500
const sets = new BoundedCache<SchemaSet>(MOST_SETS)

/** By directory. Whatever changes meanwhile, each is one version as a whole: that of the digest or a newer one. */
export async function readSchemaSets(
  read: ReadExtensions,
  siteId: number,
  directories: readonly DirectoryVersion[],
): Promise<ReadonlyMap<number, SchemaSet>> {
  const found = new Map<number, SchemaSet>()
  const unknown: number[] = []
  for (const { id, digest } of directories) {
    const known = digest === '' ? RESOURCE_TYPES : sets.get(digest)
    if (known === undefined) unknown.push(id)
    else found.set(id, known)
  }
  if (unknown.length === 0) return found
  const rows = await read(SELECT, [siteId, unknown])
  for (const id of unknown) found.set(id, keptSet(rows.filter((row) => row.directory_id === id)))
  return found
}

function keptSet(rows: readonly ExtensionRow[]): SchemaSet {
  const digest = schemasDigest(rows)
  const known = sets.get(digest)
  if (known !== undefined) return known
  const set = schemaSetOf(rows.map(extensionOf))
  sets.set(digest, set)
  return set
}

/** @param rows as read, in the order of their ids: Postgres writes the members of jsonb in one order. Empty without any */
export function schemasDigest(rows: readonly ExtensionRow[]): string {
  if (rows.length === 0) return ''
  const text = JSON.stringify(rows.map((row) => [row.resource_type, row.required, row.document, row.indexes]))
  return createHash('sha256').update(text).digest('hex')
}

function extensionOf({ resource_type, required, document, indexes }: ExtensionRow): Extension {
  return { resourceType: resource_type, required, document, indexes }
}
