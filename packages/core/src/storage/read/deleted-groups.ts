/** Groups that were deleted and can be restored (design: Conflicts, Restore), the newest first. */
import type pg from 'pg'
import type { Audience } from '../../domain/operation.ts'
import type { Key } from '../../domain/record.ts'
import { fold } from '../../scim/fold.ts'
import { type Page, pageOf } from './look.ts'

export type DeletedGroup = {
  /** For the next page; never shown. */
  readonly key: Key
  /** Of the copy: what `restore-group` names. */
  readonly id: string
  /** The id that the group had, and gets again. */
  readonly groupId: string
  readonly name: string
  readonly audience: Audience
  readonly source: 'local' | 'synced'
  /** People who were in it, each once, and apps and projects that it gave access to. */
  readonly members: number
  readonly apps: number
  readonly operation: string
  readonly deletedAt: Date
  readonly restorableUntil: Date
  /** Another group has the name meanwhile: restoring it takes another one. */
  readonly nameTaken: boolean
}

/** Exported for the test that looks at plans. $2 before which key, $3 the most rows. */
export const DELETED_GROUPS = `
select c.key, c.id, c.site_group_id as "groupId", c.name, c.audience, c.source,
  (select count(distinct m.account_key) from group_copy_member m where m.site_id = $1 and m.copy_key = c.key) as members,
  jsonb_array_length(c.grants) as apps, c.operation_id as operation, c.made_at as "deletedAt",
  c.expires_at as "restorableUntil"
from group_copy c
where c.site_id = $1 and c.key < $2 and c.kind = 'deleted' and c.used_at is null and c.expires_at > now()
order by c.key desc
limit $3`

/** @param before this key; null: from the newest */
export async function listDeletedGroups(
  pool: pg.Pool,
  siteId: number,
  { before, limit }: { readonly before: Key | null; readonly limit: number },
): Promise<Page<DeletedGroup, Key>> {
  type Row = Omit<DeletedGroup, 'nameTaken'>
  const { rows } = await pool.query<Row>(DELETED_GROUPS, [siteId, before ?? Number.MAX_SAFE_INTEGER, limit + 1])
  const taken = await takenNames(pool, siteId, rows)
  const groups = rows.map((row) => ({ ...row, nameTaken: taken.has(placeOf(row.audience, fold(row.name))) }))
  return pageOf(groups, limit, ({ key }) => key)
}

/** SQL never folds. */
async function takenNames(
  pool: pg.Pool,
  siteId: number,
  groups: readonly Pick<DeletedGroup, 'audience' | 'name'>[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ audience: Audience; name_key: string }>(
    `select s.audience, s.name_key from unnest($2::text[], $3::text[]) as q (audience, name_key)
     join site_group s on s.site_id = $1 and s.audience = q.audience and s.name_key = q.name_key`,
    [siteId, groups.map(({ audience }) => audience), groups.map(({ name }) => fold(name))],
  )
  return new Set(rows.map((row) => placeOf(row.audience, row.name_key)))
}

function placeOf(audience: Audience, nameKey: string): string {
  return `${audience}/${nameKey}`
}
