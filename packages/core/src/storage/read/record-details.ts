/** Names of the records of a page, and whom or what they clash with: two statements, however many they are. */
import type pg from 'pg'
import { EXTERNAL_ID } from '../../domain/admission.ts'
import { holdReason, type Named, type Other } from '../../domain/hold-reason.ts'
import type { HoldKind, Key } from '../../domain/record.ts'
import { type RecordTable, rowOfKey } from '../record-row.ts'
import { classOfRow, type FactsRow, holdsOfRow, type RecordSummary, statusOfRow } from './record-facts.ts'

type NameRow = Pick<RecordSummary, 'id' | 'name' | 'displayName' | 'externalId' | 'directory'> & { readonly key: Key }
type OtherRow = Required<Other> & { readonly key: Key; readonly kind: HoldKind }

/** Of a user `r`. */
export const DISPLAY_NAME = `coalesce(r.resource ->> 'displayName', r.resource #>> '{name,formatted}',
  nullif(concat_ws(' ', r.resource #>> '{name,givenName}', r.resource #>> '{name,familyName}'), ''))`

const namesOf = (table: RecordTable, name: string, displayName: string) => `
select q.key, r.id, r.resource ->> '${name}' as name, ${displayName} as "displayName", r.external_id as "externalId",
  json_build_object('id', d.public_id, 'name', d.name) as directory
from unnest($2::bigint[], $3::integer[], $4::text[]) q (key, directory_id, type)
join directory d on d.site_id = $1 and d.id = q.directory_id
cross join lateral (${rowOfKey(table, { directory: 'd.id', key: 'q.key' })}) r
where q.type = '${table === 'directory_user' ? 'User' : 'Group'}'`

/** Exported for the test that looks at plans. */
export const NAMES = `
${namesOf('directory_user', 'userName', DISPLAY_NAME)}
union all
${namesOf('directory_group', 'displayName', `r.resource ->> 'displayName'`)}`

const NAMED_USER = `json_build_object('id', r.id, 'name', coalesce(${DISPLAY_NAME}, r.resource ->> 'userName'),
    'directory', json_build_object('id', e.public_id, 'name', e.name), 'sameDirectory', e.id = q.directory_id)`

/**
 * Of holds that wait for an address or a name: who has it now. What a hold is about may be gone by then.
 * Exported for the test that looks at plans.
 */
export const OTHERS = `
select q.key, h.kind,
  case when a.id is not null then json_build_object('id', a.id, 'name', a.display_name) end as account,
  coalesce(o."user", t."user") as "user",
  case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'source', s.source, 'directory', f.directory) end as "group",
  case when h.kind = 'duplicate' then w.directory end as directory
from unnest($2::bigint[], $3::integer[], $4::text[]) q (key, directory_id, type)
join directory d on d.site_id = $1 and d.id = q.directory_id
join hold h on h.site_id = $1 and h.record_key = q.key and h.basis_key is not null
left join lateral (
  select a.id, a.key, a.display_name from account a
  where h.kind in ('duplicate', 'email-taken') and a.site_id = $1 and a.audience = d.audience and a.email_key = h.basis_key
) a on true
left join lateral (
  select ${NAMED_USER} as "user"
  from user_link l
  join directory e on e.site_id = $1
  cross join lateral (${rowOfKey('directory_user', { directory: 'e.id', key: 'l.user_key' })}) r
  where l.site_id = $1 and l.account_key = a.key and l.kind = 'owning'
) o on true
left join lateral (
  select ${NAMED_USER} as "user"
  from directory_user r
  join directory e on e.site_id = $1 and e.id = q.directory_id
  where h.kind = 'duplicate' and starts_with(h.basis_key, '${EXTERNAL_ID}') and r.site_id = $1 and r.directory_id = q.directory_id
    and r.external_id = substr(h.basis_key, ${EXTERNAL_ID.length + 1}) and r.key <> q.key
  order by r.key limit 1
) t on true
left join lateral (
  select s.id, s.key, s.name, s.source from site_group s
  where h.kind in ('conflict', 'default-group') and s.site_id = $1 and s.audience = d.audience and s.name_key = h.basis_key
) s on true
left join lateral (
  select json_build_object('id', e.public_id, 'name', e.name) as directory
  from group_link l
  join directory e on e.site_id = $1
  cross join lateral (${rowOfKey('directory_group', { directory: 'e.id', key: 'l.group_key' })}) r
  where l.site_id = $1 and l.site_group_key = s.key
) f on true
left join lateral (
  select json_build_object('id', e.public_id, 'name', e.name) as directory
  from domain m
  join directory e on e.site_id = $1 and e.id = m.directory_id
  where h.kind = 'duplicate' and d.audience = 'workforce' and m.site_id = $1 and m.verified_at is not null
    and m.name_key = split_part(h.basis_key, '@', -1) and m.directory_id <> q.directory_id
) w on true`

/** In the order of the rows; one that was deleted meanwhile is left out. */
export async function summariesOf(pool: pg.Pool, siteId: number, rows: readonly FactsRow[]): Promise<RecordSummary[]> {
  if (rows.length === 0) return []
  const values = [siteId, rows.map(({ key }) => key), rows.map((row) => row.directoryId), rows.map(({ type }) => type)]
  // One after the other: on one connection.
  const names = await pool.query<NameRow>(NAMES, values)
  const others = await pool.query<OtherRow>(OTHERS, values)
  const nameOf = new Map(names.rows.map((row) => [row.key, row]))
  const othersOf = Map.groupBy(others.rows, ({ key }) => key)
  return rows.flatMap((row) => {
    const name = nameOf.get(row.key)
    if (name === undefined) return []
    return [summaryOf(row, name, new Map((othersOf.get(row.key) ?? []).map(({ kind, ...other }) => [kind, other])))]
  })
}

function summaryOf(row: FactsRow, { key: _, ...name }: NameRow, others: ReadonlyMap<HoldKind, Other>): RecordSummary {
  const { type, active, link } = row
  return {
    ...name,
    type,
    active,
    class: classOfRow(row),
    link: link === null ? null : { ...namedOf(link), kind: link.kind ?? null },
    ...statusOfRow(row, others),
    holds: holdsOfRow(row, others).map((hold) => {
      const { kind, since, by, other } = hold
      return { kind, since, by, other, reason: holdReason(hold, { type, isLinked: link !== null }) }
    }),
  }
}

function namedOf({ id, name }: Named): Named {
  return { id, name }
}
