/** What a migration computes in the program, in its transaction and behind its file, because SQL must not: folded values. */
import type pg from 'pg'
import type { ResourceType } from '../domain/operation.ts'
import { comparedValues } from '../scim/compared-values.ts'
import type { JsonObject } from '../scim/json.ts'
import { RESOURCE_TYPES } from '../scim/resource-type.ts'

export type MigrationFill = (client: pg.ClientBase) => Promise<void>

/** By the name of the file, without number and ending. */
export const MIGRATION_FILLS: Readonly<Record<string, MigrationFill>> = { 'compared-values': fillComparedValues }

const PAGE_ROWS = 1_000

type Place = { readonly site_id: number; readonly directory_id: number; readonly key: number }
type Row = Place & { readonly resource: JsonObject }

const SELECT: Record<ResourceType, string> = {
  User: `
select r.site_id, r.directory_id, r.key, r.resource from directory_user r
where (r.site_id, r.directory_id, r.key) > ($1, $2, $3) order by r.site_id, r.directory_id, r.key limit $4`,
  Group: `
select r.site_id, r.directory_id, r.key, r.resource from directory_group r
where (r.site_id, r.directory_id, r.key) > ($1, $2, $3) order by r.site_id, r.directory_id, r.key limit $4`,
}

const VALUES = `
from unnest($1::integer[], $2::integer[], $3::bigint[], $4::jsonb[]) as n (site_id, directory_id, key, compared)
where r.site_id = n.site_id and r.directory_id = n.directory_id and r.key = n.key`

const UPDATE: Record<ResourceType, string> = {
  User: `update directory_user r set compared = n.compared ${VALUES}`,
  Group: `update directory_group r set compared = n.compared ${VALUES}`,
}

async function fillComparedValues(client: pg.ClientBase): Promise<void> {
  await fillPages(client, 'User', { site_id: 0, directory_id: 0, key: 0 })
  await fillPages(client, 'Group', { site_id: 0, directory_id: 0, key: 0 })
  await client.query('alter table directory_user alter column compared set not null')
  await client.query('alter table directory_group alter column compared set not null')
}

async function fillPages(client: pg.ClientBase, type: ResourceType, after: Place): Promise<void> {
  const { rows } = await client.query<Row>(SELECT[type], [after.site_id, after.directory_id, after.key, PAGE_ROWS])
  const last = rows.at(-1)
  if (last === undefined) return
  await client.query(UPDATE[type], [
    rows.map((row) => row.site_id),
    rows.map((row) => row.directory_id),
    rows.map((row) => row.key),
    rows.map((row) => JSON.stringify(comparedValues(row.resource, RESOURCE_TYPES[type]))),
  ])
  await fillPages(client, type, last)
}
