/** Writes of memberships at the site, in the phases of a batch: all but the last end with rows that become local. */
import type pg from 'pg'
import type { SiteMember } from '../../domain/record.ts'
import type { RowsOfOrigin, WrittenMembers } from '../../domain/site-members.ts'
import { run, type Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { located } from './located.ts'
import type { WriteSet } from './write-set.ts'

const SITE_MEMBER: Columns<SiteMember> = [(row) => row.groupKey, (row) => row.accountKey, (row) => row.origin]
const OF_ORIGIN: Columns<RowsOfOrigin> = [(row) => row.groupKey, (row) => row.origin]

// Of a pair that went and came back while its directory was paused the row is still there.
const INSERT: Statement = {
  name: 'insert-site-members',
  text: `
insert into site_member (site_id, group_key, account_key, origin)
select $1, n.* from unnest($2::bigint[], $3::bigint[], $4::integer[]) as n
on conflict do nothing`,
}

const DELETE: Statement = {
  name: 'delete-site-members',
  text: `
delete from site_member m
using ${located(
    'site_member',
    'unnest($2::bigint[], $3::bigint[], $4::integer[]) as n (group_key, account_key, origin)',
    'x.group_key = n.group_key and x.account_key = n.account_key and x.origin = n.origin',
  )}
where m.site_id = n.site_id and m.ctid = n.place`,
}

const CLEAR: Statement = {
  name: 'clear-site-members',
  text: `
delete from site_member m using unnest($2::bigint[], $3::integer[]) as n (group_key, origin)
where m.site_id = $1 and m.group_key = n.group_key and m.origin = n.origin`,
}

// Who is in the group locally as well has that row already.
const LOCALISE: Statement = {
  name: 'localise-site-members',
  text: `
with cut as (
  delete from site_member m where m.site_id = $1 and m.group_key = $2 and m.origin = $3 returning m.account_key
)
insert into site_member (site_id, group_key, account_key, origin)
select $1, $2, c.account_key, 0 from cut c
on conflict do nothing`,
}

/** Removals and the phases that come before the last; what that adds is sent by `addSiteMembers`, behind what it needs. */
export function removeSiteMembers(
  client: pg.ClientBase,
  siteId: number,
  { before, ...last }: WriteSet['siteMembers'],
): Promise<unknown>[] {
  const removals = ({ cleared, deleted }: WrittenMembers) => [
    writeRows(client, CLEAR, siteId, cleared, OF_ORIGIN),
    writeRows(client, DELETE, siteId, deleted, SITE_MEMBER),
  ]
  return [
    ...before.flatMap((phase) => [
      ...removals(phase),
      addSiteMembers(client, siteId, phase),
      run(client, LOCALISE, [siteId, phase.localised.groupKey, phase.localised.origin]),
    ]),
    ...removals(last),
  ]
}

export function addSiteMembers(
  client: pg.ClientBase,
  siteId: number,
  { inserted }: Pick<WrittenMembers, 'inserted'>,
): Promise<void> {
  return writeRows(client, INSERT, siteId, inserted, SITE_MEMBER)
}
