/**
 * The rows of the journal that a portion of a walk looks at and blanks (erasure-walk.ts). Bodies and images go; who, when, what kind
 * of thing and every id stay. The journal is read in the order of `applied_seq`, which has an index, so none is needed that every
 * operation would pay for. Only settled operations have a place in it: nothing is taken away that the lane still has to apply.
 */
import type pg from 'pg'
import type { Method, ResourceType } from '../../domain/operation.ts'
import type { JsonObject } from '../../scim/json.ts'
import { rowOfId } from '../record-row.ts'

/** `$1` the site, behind `from` and up to `to`. */
export type Portion = { readonly siteId: number; readonly from: number; readonly to: number }

/** @returns the last place of the next portion; null: there is none */
export async function nextPlace(client: pg.ClientBase, siteId: number, from: number, most: number) {
  const { rows } = await client.query<{ to: number | null }>(
    `select max(x.applied_seq) as to from (
       select o.applied_seq from outcome o where o.site_id = $1 and o.applied_seq > $2 order by o.applied_seq limit $3
     ) x`,
    [siteId, from, most],
  )
  return rows[0]?.to ?? null
}

export type SubjectChange = {
  readonly subjectType: string
  readonly kind: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}

/** Of these accounts and users, those with an image. */
export async function changesOf(
  client: pg.ClientBase,
  { siteId, from, to }: Portion,
  subjects: readonly string[],
): Promise<SubjectChange[]> {
  const { rows } = await client.query<SubjectChange>(
    `select c.subject_type as "subjectType", c.kind, c.before, c.after from change c
     where c.site_id = $1 and c.applied_seq > $2 and c.applied_seq <= $3 and c.subject_id = any ($4::uuid[])
       and (c.before is not null or c.after is not null)`,
    [siteId, from, to, subjects],
  )
  return rows
}

/** @returns those that no directory of the site has */
export async function goneUsers(client: pg.ClientBase, siteId: number, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await client.query<{ id: string }>(
    `select q.id from unnest($2::uuid[]) as q (id)
     where not exists (${rowOfId('directory_user', 'q.id')})`,
    [siteId, ids],
  )
  return rows.map(({ id }) => id)
}

/** An operation that may say something of the person. */
export type SuspectOperation = {
  readonly id: string
  readonly directoryId: number
  readonly method: Method | null
  readonly resourceType: ResourceType | null
  readonly resourceId: string | null
  readonly command: string | null
  readonly body: JsonObject | null
  /** Of a command. */
  readonly result: JsonObject | null
}

/** Commands, and requests about users that no directory has (they were refused, or deleted since). */
export async function suspectOperations(
  client: pg.ClientBase,
  { siteId, from, to }: Portion,
): Promise<SuspectOperation[]> {
  const { rows } = await client.query<SuspectOperation>(
    `select o.id, o.directory_id as "directoryId", o.method, o.resource_type as "resourceType",
       o.resource_id as "resourceId", o.command, o.body, case when o.command is not null then x.resource end as result
     from outcome x
     cross join lateral (select * from operation y where y.site_id = $1 and y.id = x.operation_id limit 1) o
     where x.site_id = $1 and x.applied_seq > $2 and x.applied_seq <= $3
       and (o.command is not null
         or (o.resource_type = 'User' and o.body is not null
           and not exists (${rowOfId('directory_user', 'o.resource_id')})))
     order by x.applied_seq`,
    [siteId, from, to],
  )
  return rows
}

/** @returns rows that were blanked */
export async function blankRequests(
  client: pg.ClientBase,
  { siteId, from, to }: Portion,
  /** Of `operation o` and `outcome x`; $4 is `value`. */
  which: string,
  value: unknown,
): Promise<number> {
  const { rows } = await client.query<{ blanked: number }>(
    `with found as materialized (
       select x.operation_id as id, o.id is not null as kept, o.bulk ->> 'id' as bulk_id, (o.bulk ->> 'index')::integer as at
       from outcome x
       left join lateral (select * from operation y where y.site_id = $1 and y.id = x.operation_id limit 1) o on true
       where x.site_id = $1 and x.applied_seq > $2 and x.applied_seq <= $3 and (${which})
     ), bodies as (
       update operation o set body = null
       where o.site_id = $1 and o.id = any (array(select f.id from found f where f.kept)) and o.body is not null
       returning 1
     ), answers as (
       update outcome x set resource = null
       where x.site_id = $1 and x.operation_id = any (array(select f.id from found f)) and x.resource is not null
       returning 1
     ), deliveries as (
       -- An equal request is a new one: the answer that it would have been given is gone.
       delete from redelivery v where v.site_id = $1 and v.operation_id = any (array(select f.id from found f))
     ), bulks as (
       -- The name that a client gave to an element, for as long as the result can be fetched.
       update async_request a set bulk_elements = (
         select json_agg(case when exists (select from found f where f.bulk_id = a.operation_id::text and f.at = e.n - 1)
           then (e.value::jsonb || '{"bulkId": null}')::json else e.value end order by e.n)
         from json_array_elements(a.bulk_elements) with ordinality as e (value, n))
       where a.site_id = $1 and a.bulk_elements is not null
         and a.operation_id = any (array(select f.bulk_id::uuid from found f where f.bulk_id is not null))
     )
     select (select count(*) from bodies) + (select count(*) from answers) as blanked`,
    [siteId, from, to, value],
  )
  return Number(rows[0]?.blanked ?? 0)
}

/** Images that say more than ids and kinds. @param which of `change c`; $4 is `value` */
export async function blankImages(
  client: pg.ClientBase,
  { siteId, from, to }: Portion,
  which: string,
  value: unknown,
): Promise<number> {
  const { rowCount } = await client.query(
    `update change c set before = null, after = null
     where c.site_id = $1 and c.applied_seq > $2 and c.applied_seq <= $3 and (c.before is not null or c.after is not null)
       and c.kind not in ('linked', 'unlinked', 'held', 'released', 'dismissed') and (${which})`,
    [siteId, from, to, value],
  )
  return rowCount ?? 0
}

export type Rewritten = { readonly id: string; readonly body: JsonObject }

export async function rewriteBodies(client: pg.ClientBase, siteId: number, rows: readonly Rewritten[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `update operation o set body = n.body from unnest($2::uuid[], $3::json[]) as n (id, body)
     where o.site_id = $1 and o.id = n.id`,
    [siteId, rows.map(({ id }) => id), rows.map(({ body }) => JSON.stringify(body))],
  )
}

export async function rewriteResults(client: pg.ClientBase, siteId: number, rows: readonly Rewritten[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `update outcome x set resource = n.body from unnest($2::uuid[], $3::json[]) as n (id, body)
     where x.site_id = $1 and x.operation_id = n.id`,
    [siteId, rows.map(({ id }) => id), rows.map(({ body }) => JSON.stringify(body))],
  )
}

/** Idempotency keys of their requests: a client may have made one of an address. */
export async function deleteKeysOf(client: pg.ClientBase, siteId: number, subjects: readonly string[]): Promise<void> {
  await client.query(
    `delete from idempotency_key k where k.site_id = $1 and exists (
       select from operation o
       where o.site_id = $1 and o.id = k.operation_id and o.resource_type = 'User' and o.resource_id = any ($2::uuid[]))`,
    [siteId, subjects],
  )
}
