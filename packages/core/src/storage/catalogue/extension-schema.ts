/**
 * Extension schemas of a directory: registered, changed, removed. Guarantee: no record ever holds a value that the schemas
 * in force would not have let in. Each change waits for the batch that the site's lane works on and keeps it from the next.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ResourceType } from '../../domain/operation.ts'
import type { ExtensionDocument, NamedIndex } from '../../scim/extension-schema.ts'
import type { Database } from '../schema.ts'
import { CatalogueError } from './catalogue-error.ts'
import { recordControlEvent } from './control-event.ts'
import { findDirectory } from './directory.ts'
import { changeFaults } from './extension-change.ts'
import { invalid, parseExtensionDocument } from './extension-document.ts'
import { indexNames, nextIndexes } from './extension-index.ts'
import { holdLane, writeDigest } from './extension-lane.ts'
import { assertRoom, clashFaults } from './extension-room.ts'
import { isSchemaUsed } from './extension-use.ts'

export type ExtensionSchema = {
  readonly id: number
  readonly siteId: number
  readonly directoryId: number
  readonly urn: string
  readonly resourceType: ResourceType
  readonly required: boolean
  /** 1, and one more with each change. */
  readonly version: number
  readonly document: ExtensionDocument
  readonly indexes: readonly NamedIndex[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type SchemaRegistration = {
  readonly directoryId: number
  /** As read from a file. */
  readonly document: unknown
  readonly resourceType: ResourceType
  /** Every resource of the type has to have it. */
  readonly required: boolean
  /** Names of attributes that `eq` finds by an index; those with uniqueness "server" are indexed anyway. */
  readonly indexed: readonly string[]
}

export type Registered = { readonly schema: ExtensionSchema; readonly change: 'registered' | 'changed' | 'unchanged' }

const COLUMNS = [
  'id',
  'site_id as siteId',
  'directory_id as directoryId',
  'urn',
  'resource_type as resourceType',
  'required',
  'version',
  'document',
  'indexes',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const

/**
 * A schema of the same URN is changed. Values that are stored already are put into a new index by a worker, between batches.
 * @throws CatalogueError unknown-directory, schema-invalid, schema-in-use
 */
export async function registerSchema(
  db: Kysely<Database>,
  registration: SchemaRegistration,
  actor: string,
): Promise<Registered> {
  const document = parseExtensionDocument(registration.document)
  const { siteId, id: directoryId } = await findDirectory(db, registration)
  const wanted = { ...registration, document, indexed: indexNames(document, registration.indexed) }
  const registered = await db.transaction().execute(async (transaction) => {
    await holdLane(transaction, siteId)
    const all = await extensionsOf(transaction, directoryId)
    const before = all.find((each) => each.urn.toLowerCase() === document.id.toLowerCase())
    const others = all.filter((each) => each !== before)
    const clashes = clashFaults(document.id, others)
    if (clashes.length > 0) throw invalid(clashes)
    assertRoom(others, wanted.indexed.length)
    const used = before !== undefined && (await isSchemaUsed(transaction, before))
    if (used) assertChange(before, wanted)
    const indexes = await nextIndexes(transaction, before, wanted, used)
    const same = before !== undefined && isSame(before, { ...wanted, indexes })
    if (!same) await write(transaction, { siteId, before, wanted, indexes, actor })
    return { id: document.id, change: before === undefined ? 'registered' : same ? 'unchanged' : 'changed' } as const
  })
  return { schema: await findSchema(db, { directoryId, urn: registered.id }), change: registered.change }
}

/** By URN, the order in which they were registered. */
export async function listSchemas(
  db: Kysely<Database>,
  of: { readonly directoryId: number },
): Promise<ExtensionSchema[]> {
  return extensionsOf(db, of.directoryId)
}

/** @throws CatalogueError unknown-schema */
export async function findSchema(
  db: Kysely<Database>,
  { directoryId, urn }: { readonly directoryId: number; readonly urn: string },
): Promise<ExtensionSchema> {
  const all = await extensionsOf(db, directoryId)
  const found = all.find((each) => each.urn.toLowerCase() === urn.toLowerCase())
  if (found !== undefined) return found
  const there = all.length === 0 ? 'It has none of its own.' : `There are: ${all.map((each) => each.urn).join(', ')}.`
  throw new CatalogueError('unknown-schema', `The directory has no extension schema "${urn}". ${there}`)
}

/** Only one that no record has values of: nothing is lost, and nothing is hidden. @throws CatalogueError unknown-schema, schema-in-use */
export async function removeSchema(
  db: Kysely<Database>,
  by: { readonly directoryId: number; readonly urn: string },
  actor: string,
): Promise<ExtensionSchema> {
  const { siteId } = await findDirectory(db, by)
  return db.transaction().execute(async (transaction) => {
    await holdLane(transaction, siteId)
    const schema = await findSchema(transaction, by)
    if (await isSchemaUsed(transaction, schema)) {
      throw new CatalogueError(
        'schema-in-use',
        `There are ${schema.resourceType === 'User' ? 'users' : 'groups'} with values of ${schema.urn}. Have the identity provider remove them first (PATCH with op "remove" and the URN as the path), then remove the schema.`,
      )
    }
    await transaction.deleteFrom('extension_schema').where('id', '=', schema.id).execute()
    await writeDigest(transaction, schema.directoryId)
    await recordControlEvent(transaction, {
      actor,
      action: 'schema.removed',
      siteId,
      directoryId: schema.directoryId,
      detail: { urn: schema.urn, version: schema.version },
    })
    return schema
  })
}

async function extensionsOf(db: Kysely<Database>, directoryId: number): Promise<ExtensionSchema[]> {
  return db
    .selectFrom('extension_schema')
    .where('directory_id', '=', directoryId)
    .select(COLUMNS)
    .orderBy('id')
    .execute()
}

type Wanted = Pick<ExtensionSchema, 'resourceType' | 'required' | 'document'>

function assertChange(before: ExtensionSchema, wanted: Wanted): void {
  const faults = changeFaults(before.document, wanted.document)
  if (before.urn !== wanted.document.id) faults.push(`id: is spelled ${before.urn} where it is stored`)
  if (before.resourceType !== wanted.resourceType)
    faults.push(`resource type: was ${before.resourceType} and would be ${wanted.resourceType}`)
  if (!before.required && wanted.required)
    faults.push('the schema would become required, and records may be without it')
  if (faults.length === 0) return
  throw new CatalogueError(
    'schema-in-use',
    `Stored values would become wrong:\n${faults.join('\n')}\nAdd attributes instead of changing them, or register a new URN.`,
  )
}

function isSame(before: ExtensionSchema, after: Wanted & { readonly indexes: readonly NamedIndex[] }): boolean {
  const text = ({ resourceType, required, document, indexes }: Wanted & { readonly indexes: readonly NamedIndex[] }) =>
    JSON.stringify([resourceType, required, document, indexes], sorted)
  return text(before) === text(after)
}

/** Postgres has the members of an object in an order of its own. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Write = {
  readonly siteId: number
  readonly before: ExtensionSchema | undefined
  readonly wanted: Wanted & { readonly directoryId: number }
  readonly indexes: readonly NamedIndex[]
  readonly actor: string
}

async function write(transaction: Transaction<Database>, { siteId, before, wanted, indexes, actor }: Write) {
  const { directoryId, document, resourceType, required } = wanted
  const values = {
    urn: document.id,
    resource_type: resourceType,
    required,
    document: JSON.stringify(document),
    indexes: JSON.stringify(indexes),
  }
  if (before === undefined) {
    await transaction
      .insertInto('extension_schema')
      .values({ ...values, site_id: siteId, directory_id: directoryId, urn_key: document.id.toLowerCase() })
      .execute()
  } else {
    await transaction
      .updateTable('extension_schema')
      .set({ ...values, version: before.version + 1, updated_at: sql`now()` })
      .where('id', '=', before.id)
      .execute()
  }
  await writeDigest(transaction, directoryId)
  await recordControlEvent(transaction, {
    actor,
    action: before === undefined ? 'schema.registered' : 'schema.changed',
    siteId,
    directoryId,
    detail: {
      urn: document.id,
      resourceType,
      required,
      version: (before?.version ?? 0) + 1,
      indexed: indexes.map((each) => each.attribute),
    },
  })
}
