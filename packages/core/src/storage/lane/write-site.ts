/** Writes of site rows: accounts, groups, memberships, links and holds. The same order as for directory rows. */
import type pg from 'pg'
import type { Account, GroupLink, Hold, SiteGroup, UserLink } from '../../domain/record.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { located } from './located.ts'
import { writeAccess } from './write-access.ts'
import { writeConflicts } from './write-conflicts.ts'
import { writeDisconnections } from './write-disconnect.ts'
import { writeErasures } from './write-erasures.ts'
import { writeGroupCopies } from './write-group-copies.ts'
import { writeGuard, writeGuardedGroups } from './write-guard.ts'
import { writeMarks } from './write-marks.ts'
import type { WriteSet } from './write-set.ts'
import { addSiteMembers, removeSiteMembers } from './write-site-members.ts'
import { writeStarts } from './write-starts.ts'
import { writeTombstones } from './write-tombstones.ts'

const ACCOUNT: Columns<Account> = [
  (account) => account.key,
  (account) => account.id,
  (account) => account.audience,
  (account) => account.class,
  (account) => account.active,
  (account) => account.switchedOffBy,
  (account) => account.email,
  (account) => account.emailKey,
  (account) => account.displayName,
  (account) => JSON.stringify(account.profile),
  (account) => account.createdAt,
  (account) => account.updatedAt,
]

const ACCOUNT_UNNEST = `
unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::jsonb[], $12::timestamptz[], $13::timestamptz[])
  as n (key, id, audience, class, active, switched_off_by, email, email_key, display_name, profile, created_at,
        updated_at)`

const INSERT_ACCOUNTS: Statement = {
  name: 'insert-accounts',
  text: `
insert into account (site_id, key, id, audience, class, active, switched_off_by, email, email_key, display_name,
                     profile, created_at, updated_at)
select $1, n.* from ${ACCOUNT_UNNEST}`,
}

const UPDATE_ACCOUNTS: Statement = {
  name: 'update-accounts',
  text: `
update account a set class = n.class, active = n.active, switched_off_by = n.switched_off_by, email = n.email,
  email_key = n.email_key, display_name = n.display_name, profile = n.profile, updated_at = n.updated_at
from ${located('account', ACCOUNT_UNNEST, 'x.key = n.key')} where a.site_id = n.site_id and a.ctid = n.place`,
}

const DELETE_ACCOUNTS: Statement = {
  name: 'delete-accounts',
  text: 'delete from account a where a.site_id = $1 and a.key = any ($2::bigint[])',
}

const SITE_GROUP: Columns<SiteGroup> = [
  (group) => group.key,
  (group) => group.id,
  (group) => group.audience,
  (group) => group.source,
  (group) => group.name,
  (group) => group.nameKey,
  (group) => group.defaultAccess,
  (group) => group.leftBy,
  (group) => group.createdAt,
  (group) => group.updatedAt,
]

const SITE_GROUP_UNNEST = `
unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::integer[],
       $10::timestamptz[], $11::timestamptz[])
  as n (key, id, audience, source, name, name_key, default_access, left_by, created_at, updated_at)`

const INSERT_SITE_GROUPS: Statement = {
  name: 'insert-site-groups',
  text: `
insert into site_group (site_id, key, id, audience, source, name, name_key, default_access, left_by, created_at, updated_at)
select $1, n.* from ${SITE_GROUP_UNNEST}`,
}

const UPDATE_SITE_GROUPS: Statement = {
  name: 'update-site-groups',
  text: `
update site_group g set source = n.source, name = n.name, name_key = n.name_key, default_access = n.default_access,
  left_by = n.left_by, updated_at = n.updated_at
from ${located('site_group', SITE_GROUP_UNNEST, 'x.key = n.key')} where g.site_id = n.site_id and g.ctid = n.place`,
}

const DELETE_SITE_GROUPS: Statement = {
  name: 'delete-site-groups',
  text: 'delete from site_group g where g.site_id = $1 and g.key = any ($2::bigint[])',
}

const USER_LINK: Columns<UserLink> = [
  (link) => link.key,
  (link) => link.accountKey,
  (link) => link.kind,
  (link) => link.joins,
  (link) => link.madeBy,
]

const INSERT_USER_LINKS: Statement = {
  name: 'insert-user-links',
  text: `
insert into user_link (site_id, user_key, account_key, kind, joins, made_by)
select $1, n.* from unnest($2::bigint[], $3::bigint[], $4::text[], $5::boolean[], $6::text[]) as n`,
}

const DELETE_USER_LINKS: Statement = {
  name: 'delete-user-links',
  text: 'delete from user_link l where l.site_id = $1 and l.user_key = any ($2::bigint[])',
}

const GROUP_LINK: Columns<GroupLink> = [(link) => link.key, (link) => link.siteGroupKey, (link) => link.nameKeptFor]

const INSERT_GROUP_LINKS: Statement = {
  name: 'insert-group-links',
  text: `
insert into group_link (site_id, group_key, site_group_key, name_kept_for)
select $1, n.* from unnest($2::bigint[], $3::bigint[], $4::text[]) as n`,
}

const DELETE_GROUP_LINKS: Statement = {
  name: 'delete-group-links',
  text: 'delete from group_link l where l.site_id = $1 and l.group_key = any ($2::bigint[])',
}

const HOLD: Columns<Hold> = [
  (hold) => hold.recordKey,
  (hold) => hold.kind,
  (hold) => hold.basisKey,
  (hold) => hold.since,
  (hold) => hold.by,
]

const INSERT_HOLDS: Statement = {
  name: 'insert-holds',
  text: `
insert into hold (site_id, record_key, kind, basis_key, since, by)
select $1, n.* from unnest($2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::text[]) as n`,
}

const DELETE_HOLDS: Statement = {
  name: 'delete-holds',
  text: `
delete from hold h
using ${located(
    'hold',
    'unnest($2::bigint[], $3::text[]) as n (record_key, kind)',
    'x.record_key = n.record_key and x.kind = n.kind',
  )}
where h.site_id = n.site_id and h.ctid = n.place`,
}

/** Sends the statements in their order; on a pipelining connection they are one flight. */
export function writeSite(client: pg.ClientBase, siteId: number, writes: WriteSet): Promise<unknown>[] {
  const { accounts, siteGroups, siteMembers, userLinks, groupLinks, holds } = writes
  // A link that goes to another account is deleted and inserted: nothing else of it changes.
  const cutUserLinks = [...userLinks.deleted, ...userLinks.updated.map(({ before }) => before)]
  const newUserLinks = [...userLinks.inserted, ...userLinks.updated.map(({ after }) => after)]
  const cutGroupLinks = [...groupLinks.deleted, ...groupLinks.updated.map(({ before }) => before)]
  const newGroupLinks = [...groupLinks.inserted, ...groupLinks.updated.map(({ after }) => after)]
  return [
    ...writeGuardedGroups(client, siteId, writes.guard.groups),
    ...removeSiteMembers(client, siteId, siteMembers),
    writeRows(client, DELETE_USER_LINKS, siteId, cutUserLinks, [(link) => link.key]),
    writeRows(client, DELETE_GROUP_LINKS, siteId, cutGroupLinks, [(link) => link.key]),
    writeRows(client, DELETE_HOLDS, siteId, holds.deleted, HOLD.slice(0, 2)),
    writeRows(client, DELETE_SITE_GROUPS, siteId, siteGroups.deleted, [(group) => group.key]),
    writeRows(client, DELETE_ACCOUNTS, siteId, accounts.deleted, [(account) => account.key]),
    writeRows(client, UPDATE_ACCOUNTS, siteId, afters(accounts.updated), ACCOUNT),
    writeRows(client, UPDATE_SITE_GROUPS, siteId, afters(siteGroups.updated), SITE_GROUP),
    writeRows(client, INSERT_ACCOUNTS, siteId, accounts.inserted, ACCOUNT),
    writeRows(client, INSERT_SITE_GROUPS, siteId, siteGroups.inserted, SITE_GROUP),
    writeRows(client, INSERT_USER_LINKS, siteId, newUserLinks, USER_LINK),
    writeRows(client, INSERT_GROUP_LINKS, siteId, newGroupLinks, GROUP_LINK),
    ...addSiteMembers(client, siteId, siteMembers),
    writeRows(client, INSERT_HOLDS, siteId, holds.inserted, HOLD),
    ...writeAccess(client, siteId, writes),
    ...writeGuard(client, siteId, writes.guard),
    ...writeTombstones(client, siteId, writes.tombstones),
    ...writeConflicts(client, siteId, writes.conflicts),
    ...writeGroupCopies(client, siteId, writes.groupCopies),
    ...writeStarts(client, siteId, writes.starts),
    ...writeDisconnections(client, siteId, writes.disconnected),
    ...writeErasures(client, siteId, writes.erased),
    ...writeMarks(client, siteId, writes),
  ]
}

function afters<Row>(updated: readonly { readonly after: Row }[]): Row[] {
  return updated.map(({ after }) => after)
}
