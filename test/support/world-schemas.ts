/** The schemas of random directories: those that every directory has, and one with an attribute of each type. */
import { schemaSetOf } from '@syncline/core/scim/extension-schema.ts'
import type { SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { parseExtensionDocument } from '@syncline/core/storage/catalogue/extension-document.ts'
import { type ExtensionRow, readSchemaSets } from '@syncline/core/storage/catalogue/schema-set.ts'
import type pg from 'pg'
import { register } from './extension.ts'

export const WORLD_URN = 'urn:example:params:scim:World:1.0:User'

const DOCUMENT = {
  id: WORLD_URN,
  name: 'World',
  attributes: [
    { name: 'badge', type: 'string' },
    { name: 'code', type: 'string', caseExact: true },
    { name: 'level', type: 'integer' },
    { name: 'ratio', type: 'decimal' },
    { name: 'since', type: 'dateTime' },
    { name: 'link', type: 'reference' },
    { name: 'blob', type: 'binary' },
    { name: 'flag', type: 'boolean' },
    { name: 'tags', type: 'string', multiValued: true },
    { name: 'levels', type: 'integer', multiValued: true },
    {
      name: 'marks',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', type: 'string' },
        { name: 'type', type: 'string', canonicalValues: ['red', 'blue'] },
        { name: 'level', type: 'integer' },
        { name: 'since', type: 'dateTime' },
      ],
    },
    {
      name: 'desk',
      type: 'complex',
      subAttributes: [
        { name: 'room', type: 'string' },
        { name: 'seat', type: 'integer' },
      ],
    },
  ],
}

const INDEXED = ['badge', 'code', 'level', 'since', 'link', 'tags', 'levels']

/** What the values are made by. */
export const WORLD_SCHEMAS: SchemaSet = schemaSetOf([
  { resourceType: 'User', required: false, document: parseExtensionDocument(DOCUMENT), indexes: [] },
])

/** The same with indexes, as the directory knows it then. */
export async function registerWorldSchemas(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
): Promise<SchemaSet> {
  await register(pool, { directoryId }, { document: DOCUMENT, indexed: INDEXED })
  const read = async (text: string, values: readonly unknown[]) =>
    (await pool.query<ExtensionRow>(text, [...values])).rows
  const schemas = (await readSchemaSets(read, siteId, [{ id: directoryId, digest: 'unknown' }])).get(directoryId)
  if (schemas === undefined) throw new Error('the directory has no schemas')
  return schemas
}

/** A value of every indexed attribute for each user of a filled directory, in the index alone. */
export async function fillIndexedValues(
  pool: pg.Pool,
  { siteId, directoryId }: { readonly siteId: number; readonly directoryId: number },
  { User }: SchemaSet,
  { users }: { readonly users: number },
): Promise<void> {
  const indexes = User.indexed.map(({ attribute, index }) => ({
    id: index.id,
    prefix: attribute.type === 'integer' ? '' : 'v',
  }))
  await pool.query(
    `insert into directory_value (site_id, directory_id, index_id, value_key, record_key)
     select $1, $2, i.id, i.prefix || n, n
     from unnest($3::integer[], $4::text[]) as i (id, prefix), generate_series(1, $5::integer) n`,
    [siteId, directoryId, indexes.map(({ id }) => id), indexes.map(({ prefix }) => prefix), users],
  )
}
