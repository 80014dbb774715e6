/** Which attributes of an extension schema are indexed, and under which ids. */
import { sql, type Transaction } from 'kysely'
import type { ExtensionDocument, NamedIndex } from '../../scim/extension-schema.ts'
import { INDEXED } from '../../scim/schema-attribute.ts'
import type { Database } from '../schema.ts'
import { CatalogueError } from './catalogue-error.ts'
import { invalid } from './extension-document.ts'
import { INDEXABLE } from './extension-faults.ts'
import { RECORD_TABLES, type SchemaPlace } from './extension-use.ts'

/** As the document spells them. @throws CatalogueError schema-invalid */
export function indexNames(document: ExtensionDocument, asked: readonly string[]): string[] {
  const wanted = new Set(asked.map((name) => name.toLowerCase()))
  const faults = [...wanted].flatMap((name) => {
    const attribute = document.attributes.find((each) => each.name.toLowerCase() === name)
    if (attribute === undefined) return [`--index ${name}: the schema has no such attribute.`]
    if (!INDEXABLE.includes(attribute.type))
      return [
        `--index ${name}: attributes of the types ${INDEXABLE.join(', ')} can be indexed; its type is ${attribute.type}.`,
      ]
    if (attribute.returned === 'never') return [`--index ${name}: has no stored values.`]
    return []
  })
  if (faults.length > 0) throw invalid(faults)
  return document.attributes
    .filter(({ name, uniqueness }) => uniqueness === 'server' || wanted.has(name.toLowerCase()))
    .map(({ name }) => name)
}

type Before = SchemaPlace & { readonly document: ExtensionDocument; readonly indexes: readonly NamedIndex[] }

/**
 * Indexes that are there stay as they are. A new one of an attribute that may have values is not ready: the lane keeps it
 * from now on, and a worker fills it with what was stored before.
 */
export async function nextIndexes(
  transaction: Transaction<Database>,
  before: Before | undefined,
  { indexed }: { readonly indexed: readonly string[] },
  used: boolean,
): Promise<NamedIndex[]> {
  const there = before?.indexes.filter(({ state }) => state !== 'dropped') ?? []
  const kept = new Map(there.map((index) => [index.attribute, index]))
  const fresh = indexed.filter((name) => !kept.has(name))
  const old = new Set(used ? before?.document.attributes.map(({ name }) => name) : [])
  if (before !== undefined) {
    await assertIndexable(
      transaction,
      before,
      fresh.filter((name) => old.has(name)),
    )
  }
  const ids = await newIds(transaction, fresh.length)
  for (const [at, attribute] of fresh.entries())
    kept.set(attribute, { attribute, id: ids[at] ?? 0, state: old.has(attribute) ? 'filling' : 'ready' })
  // Without any values there is nothing to clear away.
  const dropped = used
    ? before?.indexes.filter((index) => kept.get(index.attribute) !== index || !indexed.includes(index.attribute))
    : []
  return [
    ...indexed.flatMap((name) => kept.get(name) ?? []),
    ...(dropped ?? []).map((index) => ({ ...index, state: 'dropped' as const })),
  ]
}

async function newIds(transaction: Transaction<Database>, count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await sql<{ id: number }>`
    select nextval('extension_index_id')::integer as id from generate_series(1, ${count}::integer)`.execute(transaction)
  return rows.map(({ id }) => id)
}

async function assertIndexable(transaction: Transaction<Database>, place: SchemaPlace, names: readonly string[]) {
  const table = sql.table(RECORD_TABLES[place.resourceType])
  for (const name of names) {
    // biome-ignore lint/performance/noAwaitInLoops: a few attributes, each a walk over the directory
    const { rows } = await sql<{ long: boolean }>`
      select exists (
        select from ${table} r, jsonb_path_query(r.compared -> ${place.urn}::text -> ${name}::text, 'lax $[*]') v
        where r.site_id = ${place.siteId} and r.directory_id = ${place.directoryId}
          and length(v #>> '{}') > ${INDEXED.maximumLength}) as long`.execute(transaction)
    if (rows[0]?.long === true) {
      throw new CatalogueError(
        'schema-in-use',
        `--index ${name}: there are values longer than ${INDEXED.maximumLength} characters, which an index cannot hold.`,
      )
    }
  }
}
