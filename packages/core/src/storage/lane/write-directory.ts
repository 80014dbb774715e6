/** Writes of directory rows. Deletes, then updates, then inserts: a name may go from one row to another in a batch. */
import type pg from 'pg'
import type { MemberRow } from '../../domain/member-relation.ts'
import type { GroupRecord, Key, UserRecord } from '../../domain/record.ts'
import { comparedValues } from '../../scim/compared-values.ts'
import type { SchemaSet } from '../../scim/resource-type.ts'
import type { Statement } from '../statement.ts'
import { type Columns, writeRows } from './columnar.ts'
import { located, locatedRecord } from './located.ts'
import type { ValueRow } from './value-rows.ts'
import type { EmailRow, WriteSet } from './write-set.ts'

const USER: Columns<UserRecord> = [
  (user) => user.directoryId,
  (user) => user.key,
  (user) => user.id,
  (user) => user.active,
  (user) => user.version,
  (user) => user.userNameKey,
  (user) => user.externalId,
  (user) => user.displayNameKey,
  (user) => user.emailKey,
  (user) => user.createdAt,
  (user) => user.lastModified,
  (user) => JSON.stringify(user.attributes),
]

const RECORD_UNNEST = 'unnest($2::integer[], $3::bigint[]) as n (directory_id, key)'

const USER_UNNEST = `
unnest($2::integer[], $3::bigint[], $4::uuid[], $5::boolean[], $6::integer[], $7::text[], $8::text[], $9::text[],
       $10::text[], $11::timestamptz[], $12::timestamptz[], $13::jsonb[], $14::jsonb[])
  as n (directory_id, key, id, active, version, user_name_key, external_id, display_name_key, email_key, created_at,
        last_modified, resource, compared)`

const INSERT_USERS: Statement = {
  name: 'insert-directory-users',
  text: `
insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, external_id,
                            display_name_key, email_key, created_at, last_modified, resource, compared)
select $1, n.* from ${USER_UNNEST}`,
}

const UPDATE_USERS: Statement = {
  name: 'update-directory-users',
  text: `
update directory_user u set active = n.active, version = n.version, user_name_key = n.user_name_key,
  external_id = n.external_id, display_name_key = n.display_name_key, email_key = n.email_key,
  last_modified = n.last_modified, resource = n.resource, compared = n.compared
from ${locatedRecord('directory_user', USER_UNNEST)} where u.site_id = n.site_id and u.ctid = n.place`,
}

const DELETE_USERS: Statement = {
  name: 'delete-directory-users',
  text: `
delete from directory_user u using ${locatedRecord('directory_user', RECORD_UNNEST)} where u.site_id = n.site_id and u.ctid = n.place`,
}

const EMAIL: Columns<EmailRow> = [(row) => row.directoryId, (row) => row.emailKey, (row) => row.userKey]

const INSERT_EMAILS: Statement = {
  name: 'insert-directory-user-emails',
  text: `
insert into directory_user_email (site_id, directory_id, email_key, user_key)
select $1, n.* from unnest($2::integer[], $3::text[], $4::bigint[]) as n`,
}

const DELETE_EMAILS: Statement = {
  name: 'delete-directory-user-emails',
  text: `
delete from directory_user_email e
using ${located(
    'directory_user_email',
    'unnest($2::integer[], $3::text[], $4::bigint[]) as n (directory_id, email_key, user_key)',
    'x.directory_id = n.directory_id and x.email_key = n.email_key and x.user_key = n.user_key',
  )}
where e.site_id = n.site_id and e.ctid = n.place`,
}

const VALUE: Columns<ValueRow> = [
  (row) => row.directoryId,
  (row) => row.indexId,
  (row) => row.valueKey,
  (row) => row.recordKey,
]

// An index that is being filled may have the value already.
const INSERT_VALUES: Statement = {
  name: 'insert-directory-values',
  text: `
insert into directory_value (site_id, directory_id, index_id, value_key, record_key)
select $1, n.* from unnest($2::integer[], $3::integer[], $4::text[], $5::bigint[]) as n
on conflict do nothing`,
}

const DELETE_VALUES: Statement = {
  name: 'delete-directory-values',
  text: `
delete from directory_value e
using ${located(
    'directory_value',
    'unnest($2::integer[], $3::integer[], $4::text[], $5::bigint[]) as n (directory_id, index_id, value_key, record_key)',
    'x.directory_id = n.directory_id and x.index_id = n.index_id and x.value_key = n.value_key and x.record_key = n.record_key',
  )}
where e.site_id = n.site_id and e.ctid = n.place`,
}

const GROUP: Columns<GroupRecord> = [
  (group) => group.directoryId,
  (group) => group.key,
  (group) => group.id,
  (group) => group.version,
  (group) => group.memberCount,
  (group) => group.displayNameKey,
  (group) => group.externalId,
  (group) => group.createdAt,
  (group) => group.lastModified,
  (group) => JSON.stringify(group.attributes),
]

const GROUP_UNNEST = `
unnest($2::integer[], $3::bigint[], $4::uuid[], $5::integer[], $6::integer[], $7::text[], $8::text[],
       $9::timestamptz[], $10::timestamptz[], $11::jsonb[], $12::jsonb[])
  as n (directory_id, key, id, version, member_count, display_name_key, external_id, created_at, last_modified, resource,
        compared)`

const INSERT_GROUPS: Statement = {
  name: 'insert-directory-groups',
  text: `
insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, external_id,
                             created_at, last_modified, resource, compared)
select $1, n.* from ${GROUP_UNNEST}`,
}

const UPDATE_GROUPS: Statement = {
  name: 'update-directory-groups',
  text: `
update directory_group g set version = n.version, member_count = n.member_count,
  display_name_key = n.display_name_key, external_id = n.external_id, last_modified = n.last_modified,
  resource = n.resource, compared = n.compared
from ${locatedRecord('directory_group', GROUP_UNNEST)} where g.site_id = n.site_id and g.ctid = n.place`,
}

// Membership moves the version and the count; without the name columns the update stays on its page (HOT).
const BUMP_GROUPS: Statement = {
  name: 'bump-directory-groups',
  text: `
update directory_group g set version = n.version, member_count = n.member_count, last_modified = n.last_modified
from ${locatedRecord(
    'directory_group',
    `unnest($2::integer[], $3::bigint[], $4::integer[], $5::integer[], $6::timestamptz[])
       as n (directory_id, key, version, member_count, last_modified)`,
  )}
where g.site_id = n.site_id and g.ctid = n.place`,
}

const DELETE_GROUPS: Statement = {
  name: 'delete-directory-groups',
  text: `
delete from directory_group g using ${locatedRecord('directory_group', RECORD_UNNEST)} where g.site_id = n.site_id and g.ctid = n.place`,
}

const CLEAR_MEMBERS: Statement = {
  name: 'clear-directory-members',
  text: 'delete from directory_member m where m.site_id = $1 and m.group_key = any ($2::bigint[])',
}

const DELETE_MEMBERS: Statement = {
  name: 'delete-directory-members',
  text: `
delete from directory_member m
using ${located(
    'directory_member',
    'unnest($2::bigint[], $3::bigint[]) as n (group_key, member_key)',
    'x.group_key = n.group_key and x.member_key = n.member_key',
  )}
where m.site_id = n.site_id and m.ctid = n.place`,
}

const INSERT_MEMBERS: Statement = {
  name: 'insert-directory-members',
  text: `
insert into directory_member (site_id, group_key, member_key, nested)
select $1, n.* from unnest($2::bigint[], $3::bigint[], $4::boolean[]) as n`,
}

const RECORD: Columns<{ readonly directoryId: number; readonly key: Key }> = [
  (row) => row.directoryId,
  (row) => row.key,
]
const MEMBER: Columns<MemberRow> = [(row) => row.groupKey, (row) => row.memberKey, (row) => row.nested]

/** Sends the statements in their order; on a pipelining connection they are one flight. */
export function writeDirectory(client: pg.ClientBase, siteId: number, writes: WriteSet): Promise<void>[] {
  const { users, emails, groups, values, members } = writes
  const schemasOf = (directoryId: number) => schemasIn(writes, directoryId)
  const user: Columns<UserRecord> = [
    ...USER,
    ({ directoryId, attributes }) => JSON.stringify(comparedValues(attributes, schemasOf(directoryId).User)),
  ]
  const group: Columns<GroupRecord> = [
    ...GROUP,
    ({ directoryId, attributes }) => JSON.stringify(comparedValues(attributes, schemasOf(directoryId).Group)),
  ]
  const updatedGroups = groups.updated.filter(({ before, after }) => before.attributes !== after.attributes)
  const bumpedGroups = groups.updated.filter(({ before, after }) => before.attributes === after.attributes)
  return [
    writeRows(client, CLEAR_MEMBERS, siteId, members.cleared, [(key) => key]),
    writeRows(client, DELETE_MEMBERS, siteId, members.deleted, MEMBER.slice(0, 2)),
    writeRows(client, DELETE_EMAILS, siteId, emails.deleted, EMAIL),
    writeRows(client, DELETE_VALUES, siteId, values.deleted, VALUE),
    writeRows(client, DELETE_USERS, siteId, users.deleted, RECORD),
    writeRows(client, DELETE_GROUPS, siteId, groups.deleted, RECORD),
    writeRows(client, UPDATE_USERS, siteId, afters(users.updated), user),
    writeRows(client, UPDATE_GROUPS, siteId, afters(updatedGroups), group),
    writeRows(client, BUMP_GROUPS, siteId, afters(bumpedGroups), BUMP),
    writeRows(client, INSERT_USERS, siteId, users.inserted, user),
    writeRows(client, INSERT_EMAILS, siteId, emails.inserted, EMAIL),
    writeRows(client, INSERT_VALUES, siteId, values.inserted, VALUE),
    writeRows(client, INSERT_GROUPS, siteId, groups.inserted, group),
    writeRows(client, INSERT_MEMBERS, siteId, members.inserted, MEMBER),
  ]
}

function schemasIn({ directories }: WriteSet, directoryId: number): SchemaSet {
  const directory = directories.get(directoryId)
  if (directory === undefined) throw new Error(`directory ${directoryId} was not loaded`)
  return directory.schemas
}

const BUMP: Columns<GroupRecord> = [
  (group) => group.directoryId,
  (group) => group.key,
  (group) => group.version,
  (group) => group.memberCount,
  (group) => group.lastModified,
]

function afters<Row>(updated: readonly { readonly after: Row }[]): Row[] {
  return updated.map(({ after }) => after)
}
