/** What decisions and deletions took away, kept for undo and restore; who was in it is copied by write-site-members.ts. */
import type pg from 'pg'
import type { GroupCopy } from '../../domain/group-copy.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import type { WriteSet } from './write-set.ts'

const COPY: Columns<GroupCopy> = [
  (copy) => copy.key,
  (copy) => copy.id,
  (copy) => copy.kind,
  (copy) => copy.conflictKey,
  (copy) => copy.siteGroupKey,
  (copy) => copy.siteGroupId,
  (copy) => copy.audience,
  (copy) => copy.name,
  (copy) => copy.source,
  (copy) => copy.defaultAccess,
  (copy) => copy.madeGroup,
  (copy) => JSON.stringify(copy.grants),
  (copy) => copy.operationId,
  (copy) => copy.madeAt,
  (copy) => copy.expiresAt,
  (copy) => copy.usedAt,
]

const INSERT: Statement = {
  name: 'insert-group-copies',
  text: `
insert into group_copy (site_id, key, id, kind, conflict_key, site_group_key, site_group_id, audience, name, source,
                        default_access, made_group, grants, operation_id, made_at, expires_at, used_at)
select $1, n.* from unnest($2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::uuid[], $8::text[], $9::text[],
  $10::text[], $11::boolean[], $12::boolean[], $13::jsonb[], $14::uuid[], $15::timestamptz[], $16::timestamptz[],
  $17::timestamptz[]) as n`,
}

/** Nothing else of a copy changes. */
const USE: Statement = {
  name: 'use-group-copies',
  text: `
update group_copy c set used_at = n.used_at from unnest($2::bigint[], $3::timestamptz[]) as n (key, used_at)
where c.site_id = $1 and c.key = n.key`,
}

export function writeGroupCopies(
  client: pg.ClientBase,
  siteId: number,
  { inserted, updated }: WriteSet['groupCopies'],
): Promise<void>[] {
  return [
    writeRows(client, INSERT, siteId, inserted, COPY),
    writeRows(
      client,
      USE,
      siteId,
      updated.map(({ after }) => after),
      [(copy) => copy.key, (copy) => copy.usedAt],
    ),
  ]
}
