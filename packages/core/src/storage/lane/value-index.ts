/**
 * Keeps indexes of extension schemas up when what is indexed changes: values that were stored before are put in, those of
 * an index that is gone are taken out. A page at a time, each in a transaction that holds the site's lane, so that batches
 * go on in between and nothing is read while it changes. Repeated after a failure it changes nothing that is right.
 */
import { type Kysely, sql } from 'kysely'
import type { NamedIndex } from '../../scim/extension-schema.ts'
import { holdLane, writeDigest } from '../catalogue/extension-lane.ts'
import { RECORD_TABLES, type SchemaPlace } from '../catalogue/extension-use.ts'
import type { Database } from '../schema.ts'

const PAGE_ROWS = 2_000

type Unsettled = SchemaPlace & { readonly id: number; readonly indexes: readonly NamedIndex[] }

/** Settles every index that is filling or dropped. @returns how many */
export async function settleIndexes(db: Kysely<Database>): Promise<number> {
  const schemas = await db
    .selectFrom('extension_schema')
    .where(sql<boolean>`indexes @? '$[*] ? (@.state != "ready")'`)
    .select([
      'id',
      'site_id as siteId',
      'directory_id as directoryId',
      'resource_type as resourceType',
      'urn',
      'indexes',
    ])
    .orderBy('id')
    .execute()
  for (const schema of schemas) {
    // biome-ignore lint/performance/noAwaitInLoops: one after another, the lanes have other things to do
    await settle(db, schema)
  }
  return schemas.length
}

async function settle(db: Kysely<Database>, schema: Unsettled): Promise<void> {
  const filling = schema.indexes.filter(({ state }) => state === 'filling')
  const dropped = schema.indexes.filter(({ state }) => state === 'dropped')
  let after: number | null = filling.length === 0 ? null : 0
  while (after !== null) {
    // biome-ignore lint/performance/noAwaitInLoops: the lane works between the pages
    after = await fillPage(db, schema, filling, after)
  }
  let more = dropped.length > 0
  while (more) {
    // biome-ignore lint/performance/noAwaitInLoops: as above
    more = await dropPage(db, schema, dropped)
  }
  await finish(db, schema, new Set([...filling, ...dropped].map(({ id }) => id)))
}

/** @returns the last key looked at; null: there are no more */
async function fillPage(
  db: Kysely<Database>,
  { siteId, directoryId, resourceType, urn }: SchemaPlace,
  indexes: readonly NamedIndex[],
  after: number,
): Promise<number | null> {
  const table = sql.table(RECORD_TABLES[resourceType])
  const ids = indexes.map(({ id }) => id)
  const names = indexes.map(({ attribute }) => attribute)
  return db.transaction().execute(async (transaction) => {
    await holdLane(transaction, siteId)
    const { rows } = await sql<{ last: number | null }>`
      with page as materialized (
        select r.key, r.compared -> ${urn}::text as members from ${table} r
        where r.site_id = ${siteId}::integer and r.directory_id = ${directoryId}::integer and r.key > ${after}::bigint
        order by r.key limit ${PAGE_ROWS}::integer
      ), filled as (
        insert into directory_value (site_id, directory_id, index_id, value_key, record_key)
        select distinct ${siteId}::integer, ${directoryId}::integer, i.id, v #>> '{}', p.key
        from page p
        cross join unnest(${ids}::integer[], ${names}::text[]) as i (id, name)
        cross join jsonb_path_query(p.members -> i.name, 'lax $[*]') v
        where v #>> '{}' <> ''
        on conflict do nothing
      )
      select max(key) as last from page`.execute(transaction)
    return rows[0]?.last ?? null
  })
}

/** @returns whether there may be more */
async function dropPage(
  db: Kysely<Database>,
  { siteId, directoryId }: SchemaPlace,
  indexes: readonly NamedIndex[],
): Promise<boolean> {
  const { rows } = await sql<{ gone: number }>`
    with page as materialized (
      select v.ctid as place from directory_value v
      where v.site_id = ${siteId}::integer and v.directory_id = ${directoryId}::integer
        and v.index_id = any (${indexes.map(({ id }) => id)}::integer[])
      limit ${PAGE_ROWS}::integer
    ), gone as (
      delete from directory_value v using page p where v.site_id = ${siteId}::integer and v.ctid = p.place returning 1
    )
    select count(*) as gone from gone`.execute(db)
  return (rows[0]?.gone ?? 0) > 0
}

/** Another change may have been made meanwhile: only what was settled here is taken as settled. */
async function finish(db: Kysely<Database>, { id, siteId, directoryId }: Unsettled, settled: ReadonlySet<number>) {
  await db.transaction().execute(async (transaction) => {
    await holdLane(transaction, siteId)
    const found = await transaction
      .selectFrom('extension_schema')
      .where('id', '=', id)
      .select('indexes')
      .executeTakeFirst()
    if (found === undefined) return
    const indexes = found.indexes.flatMap((index): NamedIndex[] => {
      if (!settled.has(index.id)) return [index]
      return index.state === 'filling' ? [{ ...index, state: 'ready' }] : index.state === 'dropped' ? [] : [index]
    })
    await transaction
      .updateTable('extension_schema')
      .set({ indexes: JSON.stringify(indexes) })
      .where('id', '=', id)
      .execute()
    await writeDigest(transaction, directoryId)
  })
}
