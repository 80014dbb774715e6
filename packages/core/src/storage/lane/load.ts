/** Loads what a plan needs, all statements of a round in one flight on the batch's connection. */
import type pg from 'pg'
import type { LoadedPerson } from '../../domain/erasure.ts'
import type { Loaded } from '../../domain/loaded.ts'
import { scoped, unscoped } from '../../domain/lookup.ts'
import type { MemberRow } from '../../domain/member-relation.ts'
import type { Need } from '../../domain/need.ts'
import type { Key } from '../../domain/record.ts'
import { valueScope } from '../../domain/unique-values.ts'
import { flight, run, type Statement } from '../statement.ts'
import { loadAccess } from './load-access.ts'
import { loadConflicts } from './load-conflicts.ts'
import { loadGroupCopies } from './load-group-copies.ts'
import { loadGuard } from './load-guard.ts'
import { PERSONS } from './load-person.ts'
import {
  type AccountRow,
  type Collected,
  collectAccount,
  collectGroup,
  collectGroupLink,
  collectMember,
  collectSiteGroup,
  collectUser,
  collectUserLink,
  type GroupLinkRow,
  type GroupRow,
  type HeldRow,
  holdOf,
  type MemberRefRow,
  type SiteGroupRow,
  type TombstoneRow,
  tombstoneOf,
  type UserLinkRow,
  type UserRow,
} from './load-row.ts'
import * as site from './load-site-statement.ts'
import * as statements from './load-statement.ts'

type ValueRow = { directory_id: number; index_id: number; value_key: string; key: Key }
type ExternalIdRow = { name_directory_id: number; name_external_id: string; key: Key }
type SiteMemberRow = { group_key: Key; account_key: Key; origin: number }
type LocalMembersRow = { siteGroupKey: Key; count: number }
type PairRow = { group_key: Key; member_key: Key; nested: boolean }

export async function load(client: pg.Client, siteId: number, need: Need): Promise<Loaded> {
  // Who waits for an address or a name is known by key only; its record comes with the same flight's next round.
  const held = await heldRecords(client, siteId, need)
  const query = <Row extends pg.QueryResultRow>(statement: Statement, ...arrays: readonly (readonly unknown[])[]) =>
    (arrays[0]?.length ?? 0) === 0 ? Promise.resolve([]) : run<Row>(client, statement, [siteId, ...arrays])
  const pairs = [...need.memberPairs].flatMap(([group, members]) => [...members].map((member) => [group, member]))
  const [
    users,
    groups,
    values,
    members,
    accounts,
    siteGroups,
    pairRows,
    localMembers,
    nestedPairs,
    links,
    external,
    siteRows,
    access,
    heldIn,
    conflicts,
    copies,
    guard,
    persons,
  ] = await flight(client, () => [
    Promise.all([
      query<UserRow>(statements.USERS_BY_ID, [...need.userIds]),
      query<UserRow>(statements.USERS_BY_KEY, [...need.userKeys, ...held]),
      query<UserRow>(statements.USERS_BY_NAME, ...columns(need.userNames)),
    ]),
    Promise.all([
      query<GroupRow>(statements.GROUPS_BY_ID, [...need.groupIds]),
      query<GroupRow>(statements.GROUPS_BY_KEY, [...need.groupKeys, ...held]),
      query<GroupRow>(statements.GROUPS_BY_NAME, ...columns(need.groupNames)),
    ]),
    query<ValueRow>(statements.VALUES, ...valueColumns(need.values)),
    Promise.all([
      query<MemberRefRow>(statements.MEMBERS_BY_ID, [...need.memberIds]),
      query<MemberRefRow>(statements.MEMBERS_BY_KEY, [...need.memberKeys]),
    ]),
    Promise.all([
      query<AccountRow>(site.ACCOUNTS_BY_EMAIL, ...columns(need.accountEmails)),
      query<AccountRow>(site.ACCOUNTS_BY_ID, [...need.accountIds]),
      query<AccountRow>(site.ACCOUNTS_BY_KEY, [...need.accountKeys]),
    ]),
    Promise.all([
      query<SiteGroupRow>(site.SITE_GROUPS_BY_NAME, ...columns(need.siteGroupNames)),
      query<SiteGroupRow>(site.SITE_GROUPS_BY_ID, [...need.siteGroupIds]),
      query<SiteGroupRow>(site.SITE_GROUPS_BY_KEY, [...need.siteGroupKeys]),
    ]),
    Promise.all([
      query<PairRow>(statements.PAIRS, ...[0, 1].map((at) => pairs.map((pair) => pair[at]))),
      query<PairRow>(statements.PAIRS_OF_GROUPS, [...need.membersOf]),
      query<PairRow>(statements.PAIRS_OF_MEMBERS, [...need.groupsOf]),
    ]),
    query<LocalMembersRow>(site.LOCAL_MEMBERS, [...need.localMembersOf]),
    query<PairRow>(site.NESTED_PAIRS, [...need.nestedIn]),
    Promise.all([
      query<UserLinkRow>(site.LINKS_OF_USERS, [...need.linksOf]),
      query<GroupLinkRow>(site.LINKS_OF_GROUPS, [...need.linksOf]),
    ]),
    Promise.all([
      query<ExternalIdRow>(site.USERS_BY_EXTERNAL_ID, ...columns(need.externalIds)),
      query<TombstoneRow>(site.TOMBSTONES, ...columns(need.externalIds)),
    ]),
    query<SiteMemberRow>(site.SITE_ROWS_OF, [...need.siteRowsOf]),
    loadAccess(query, need, columns(need.appNames)),
    query<HeldRow>(site.HELD_IN, ...columns(need.heldIn)),
    loadConflicts(query, need),
    loadGroupCopies(query, need),
    loadGuard(query, need),
    query<LoadedPerson>(PERSONS, [...need.persons]),
  ])
  const [[userLinks, groupLinks], [externalIds, tombstones]] = [links, external]

  const into = emptyCollected()
  for (const row of users.flat()) collectUser(into, row)
  for (const row of groups.flat()) collectGroup(into, row)
  for (const row of members.flat()) collectMember(into, row)
  for (const row of [...accounts.flat(), ...tombstones]) collectAccount(into, row)
  for (const row of siteGroups.flat()) collectSiteGroup(into, row)
  for (const row of userLinks) collectUserLink(into, row)
  for (const row of groupLinks) collectGroupLink(into, row)
  return {
    need,
    users: [...into.users.values()],
    groups: [...into.groups.values()],
    values: values.map((row) => ({ name: scoped(`${row.directory_id}/${row.index_id}`, row.value_key), key: row.key })),
    members: into.members,
    pairs: pairRows.flat().map(pairOf),
    userLinks: [...into.userLinks.values()],
    groupLinks: [...into.groupLinks.values()],
    accounts: [...into.accounts.values()],
    siteGroups: [...into.siteGroups.values()],
    holds: into.holds,
    localMembers,
    nestedPairs: nestedPairs.map(pairOf),
    ...access,
    ...copies,
    ...guard,
    persons,
    externalIds: externalIds.map((row) => ({
      name: scoped(row.name_directory_id, row.name_external_id),
      key: row.key,
    })),
    tombstones: tombstones.map(tombstoneOf),
    siteRows: siteRows.map((row) => ({ groupKey: row.group_key, accountKey: row.account_key, origin: row.origin })),
    heldIn: heldIn.map((row) => ({ name: scoped(row.directory_id, row.kind), hold: holdOf(row) })),
    ...conflicts,
  }
}

async function heldRecords(client: pg.ClientBase, siteId: number, need: Need): Promise<Key[]> {
  if (need.heldFor.size === 0) return []
  const rows = await run<{ key: Key }>(client, statements.HELD, [siteId, ...columns(need.heldFor)])
  return rows.map((row) => row.key)
}

/** Scoped names as two parallel arrays: scopes and names. */
function columns(names: ReadonlySet<string>): [string[], string[]] {
  const parts = [...names].map(unscoped)
  return [parts.map((part) => part.scope), parts.map((part) => part.name)]
}

function valueColumns(names: ReadonlySet<string>): [number[], number[], string[]] {
  const parts = [...names].map(unscoped).map(({ scope, name }) => ({ ...valueScope(scope), name }))
  return [parts.map((part) => part.directoryId), parts.map((part) => part.indexId), parts.map((part) => part.name)]
}

function pairOf(row: PairRow): MemberRow {
  return { groupKey: row.group_key, memberKey: row.member_key, nested: row.nested }
}

function emptyCollected(): Collected {
  return {
    users: new Map(),
    groups: new Map(),
    members: [],
    userLinks: new Map(),
    groupLinks: new Map(),
    accounts: new Map(),
    siteGroups: new Map(),
    holds: [],
  }
}
