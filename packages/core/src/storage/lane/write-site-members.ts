/**
 * Writes of memberships at the site, in the phases of a batch: each begins with what is copied of the rows as they are then.
 * What is put off comes behind everything that it follows from.
 */
import type pg from 'pg'
import type { BringBack, Fill } from '../../domain/put-off-members.ts'
import type { SiteMember } from '../../domain/record.ts'
import type { MembersCopy, RowsOfOrigin, WrittenMembers } from '../../domain/site-members.ts'
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

const COPY: Statement = {
  name: 'copy-site-members',
  text: `
insert into group_copy_member (site_id, copy_key, account_key, origin)
select $1, c.copy_key, m.account_key, m.origin
from unnest($2::bigint[], $3::bigint[], $4::boolean[]) as c (copy_key, group_key, kept)
join site_member m on m.site_id = $1 and m.group_key = c.group_key and (c.kept or m.origin >= 0)`,
}

// Who has two records in the group joins once.
const FILL: Statement = {
  name: 'fill-site-members',
  text: `
insert into site_member (site_id, group_key, account_key, origin)
select $1, f.site_group_key, l.account_key, f.origin
from unnest($2::bigint[], $3::bigint[], $4::integer[]) as f (group_key, site_group_key, origin)
join group_link g on g.site_id = $1 and g.group_key = f.group_key and g.site_group_key = f.site_group_key
join directory_member m on m.site_id = $1 and m.group_key = f.group_key and not m.nested
join user_link l on l.site_id = $1 and l.user_key = m.member_key and l.joins
on conflict do nothing`,
}

const BRING_BACK: Statement = {
  name: 'bring-back-site-members',
  text: `
insert into site_member (site_id, group_key, account_key, origin)
select $1, b.site_group_key, c.account_key, 0
from unnest($2::bigint[], $3::bigint[]) as b (copy_key, site_group_key)
join site_group s on s.site_id = $1 and s.key = b.site_group_key
join group_copy_member c on c.site_id = $1 and c.copy_key = b.copy_key
join account a on a.site_id = $1 and a.key = c.account_key
on conflict do nothing`,
}

const COPIED: Columns<MembersCopy> = [(copy) => copy.copyKey, (copy) => copy.groupKey, (copy) => copy.which === 'all']
const FILLED: Columns<Fill> = [(fill) => fill.groupKey, (fill) => fill.siteGroupKey, (fill) => fill.origin]
const RETURNED: Columns<BringBack> = [(back) => back.copyKey, (back) => back.siteGroupKey]

/** Removals and the phases that come before the last; what that adds is sent by `addSiteMembers`, behind what it needs. */
export function removeSiteMembers(
  client: pg.ClientBase,
  siteId: number,
  { before, ...last }: WriteSet['siteMembers'],
): Promise<unknown>[] {
  const removals = ({ copied, cleared, deleted }: WrittenMembers & { readonly copied: readonly MembersCopy[] }) => [
    writeRows(client, COPY, siteId, copied, COPIED),
    writeRows(client, CLEAR, siteId, cleared, OF_ORIGIN),
    writeRows(client, DELETE, siteId, deleted, SITE_MEMBER),
  ]
  return [
    ...before.flatMap((phase) => [
      ...removals(phase),
      writeRows(client, INSERT, siteId, phase.inserted, SITE_MEMBER),
      localise(client, siteId, phase.localised),
    ]),
    ...removals(last),
  ]
}

async function localise(client: pg.ClientBase, siteId: number, rows: RowsOfOrigin | null): Promise<void> {
  if (rows !== null) await run(client, LOCALISE, [siteId, rows.groupKey, rows.origin])
}

/** Behind links, accounts and groups. */
export function addSiteMembers(
  client: pg.ClientBase,
  siteId: number,
  { inserted, fills, returns }: WriteSet['siteMembers'],
): Promise<void>[] {
  return [
    writeRows(client, INSERT, siteId, inserted, SITE_MEMBER),
    writeRows(client, FILL, siteId, fills, FILLED),
    writeRows(client, BRING_BACK, siteId, returns, RETURNED),
  ]
}
