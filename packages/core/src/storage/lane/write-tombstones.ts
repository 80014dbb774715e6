/** Tombstones: laid with a deleted record, taken by whoever comes back. */
import type pg from 'pg'
import type { Tombstone } from '../../domain/record.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import type { WriteSet } from './write-set.ts'

const PLACE: Columns<Tombstone> = [(row) => row.directoryId, (row) => row.audience, (row) => row.externalId]

const DELETE: Statement = {
  name: 'delete-tombstones',
  text: `
delete from tombstone t using unnest($2::integer[], $3::text[], $4::text[]) as n (directory_id, audience, external_id)
where t.site_id = $1 and t.directory_id = n.directory_id and t.audience = n.audience and t.external_id = n.external_id`,
}

// One of an earlier record with the same external id gives way.
const INSERT: Statement = {
  name: 'insert-tombstones',
  text: `
insert into tombstone as t (site_id, directory_id, audience, external_id, account_key, since_key, expires_at)
select $1, n.* from unnest($2::integer[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::timestamptz[]) as n
on conflict (site_id, directory_id, audience, external_id)
do update set account_key = excluded.account_key, since_key = excluded.since_key, expires_at = excluded.expires_at`,
}

export function writeTombstones(
  client: pg.ClientBase,
  siteId: number,
  { deleted, inserted }: WriteSet['tombstones'],
): Promise<void>[] {
  return [
    writeRows(client, DELETE, siteId, deleted, PLACE),
    writeRows(client, INSERT, siteId, inserted, [
      ...PLACE,
      (row) => row.accountKey,
      (row) => row.sinceKey,
      (row) => row.expiresAt,
    ]),
  ]
}
