/**
 * What one directory has become at the site, read whole for a verification: keyset pages, so that memory and the age of
 * a snapshot stay bounded. Rows that change between two pages are seen as they are when their page is read.
 */

import type pg from 'pg'
import type { JsonObject } from '../../scim/json.ts'

export type SnapshotScope = { readonly siteId: number; readonly directoryId: number }

export type AccountRow = {
  readonly key: number
  readonly email: string
  readonly displayName: string | null
  readonly active: boolean
  readonly profile: JsonObject
}

/** A user of the directory and its account; null when it is not linked. */
export type SiteAccount = {
  readonly userId: string
  readonly account: (AccountRow & { readonly link: 'owning' | 'member' }) | null
}

/** A synced group of the site that no group of any directory is linked to. */
export type FormerGroup = { readonly key: number; readonly name: string }

/** A group of the directory and its site group; null when it is not linked. */
export type SiteGroup = {
  readonly groupId: string
  readonly siteGroup: { readonly key: number; readonly name: string; readonly source: 'local' | 'synced' } | null
}

/** An account in a site group of the directory, whatever its origin. */
export type SiteMember = { readonly siteGroupKey: number; readonly accountKey: number; readonly origin: number }

/** Why a user or group of the directory does not (fully) reach the site. */
export type SiteHold = { readonly key: number; readonly recordId: string; readonly kind: string }

const PAGE_ROWS = 10_000

export async function* readSiteAccounts(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<SiteAccount> {
  type Row = {
    key: number
    id: string
    account_key: number | null
    kind: 'owning' | 'member'
    email: string
    display_name: string | null
    active: boolean
    profile: JsonObject
  }
  const text = `
    select u.key, u.id, a.key as account_key, l.kind, a.email, a.display_name, a.active, a.profile
      from directory_user u
      left join user_link l on l.site_id = u.site_id and l.user_key = u.key
      left join account a on a.site_id = l.site_id and a.key = l.account_key
     where u.site_id = $1 and u.directory_id = $2 and u.key > $3
     order by u.key
     limit $4`
  for await (const row of pages<Row>(pool, text, [scope.siteId, scope.directoryId], [0], (row) => [row.key])) {
    const { id: userId, account_key: key, kind: link, email, display_name: displayName, active, profile } = row
    yield { userId, account: key === null ? null : { key, link, email, displayName, active, profile } }
  }
}

export async function* readSiteGroups(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<SiteGroup> {
  type Row = { key: number; id: string; site_group_key: number | null; name: string; source: 'local' | 'synced' }
  const text = `
    select g.key, g.id, s.key as site_group_key, s.name, s.source
      from directory_group g
      left join group_link l on l.site_id = g.site_id and l.group_key = g.key
      left join site_group s on s.site_id = l.site_id and s.key = l.site_group_key
     where g.site_id = $1 and g.directory_id = $2 and g.key > $3
     order by g.key
     limit $4`
  for await (const row of pages<Row>(pool, text, [scope.siteId, scope.directoryId], [0], (row) => [row.key])) {
    const { id: groupId, site_group_key: key, name, source } = row
    yield { groupId, siteGroup: key === null ? null : { key, name, source } }
  }
}

export async function* readSiteMembers(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<SiteMember> {
  type Row = { group_key: number; account_key: number; origin: number }
  const text = `
    select m.group_key, m.account_key, m.origin
      from site_member m
     where m.site_id = $1
       and m.group_key in (
         select l.site_group_key
           from directory_group g
           join group_link l on l.site_id = g.site_id and l.group_key = g.key
          where g.site_id = $1 and g.directory_id = $2)
       and (m.group_key, m.account_key, m.origin) > ($3, $4, $5)
     order by m.group_key, m.account_key, m.origin
     limit $6`
  const keyOf = (row: Row) => [row.group_key, row.account_key, row.origin]
  for await (const row of pages<Row>(pool, text, [scope.siteId, scope.directoryId], [0, 0, -1], keyOf)) {
    yield { siteGroupKey: row.group_key, accountKey: row.account_key, origin: row.origin }
  }
}

/** Accounts of the site that no user of any directory is linked to. */
export async function* readFormerAccounts(pool: pg.Pool, { siteId }: SnapshotScope): AsyncGenerator<AccountRow> {
  const text = `
    select a.key, a.email, a.display_name as "displayName", a.active, a.profile
      from account a
     where a.site_id = $1 and a.key > $2
       and not exists (select from user_link l where l.site_id = a.site_id and l.account_key = a.key)
     order by a.key
     limit $3`
  yield* pages<AccountRow>(pool, text, [siteId], [0], (row) => [row.key])
}

export async function* readFormerGroups(pool: pg.Pool, { siteId }: SnapshotScope): AsyncGenerator<FormerGroup> {
  const text = `
    select s.key, s.name
      from site_group s
     where s.site_id = $1 and s.key > $2 and s.source = 'synced'
       and not exists (select from group_link l where l.site_id = s.site_id and l.site_group_key = s.key)
     order by s.key
     limit $3`
  yield* pages<FormerGroup>(pool, text, [siteId], [0], (row) => [row.key])
}

export async function* readSiteHolds(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<SiteHold> {
  const text = `
    select r.key, r.id as "recordId", h.kind
      from hold h
      join (select key, id from directory_user where site_id = $1 and directory_id = $2
            union all
            select key, id from directory_group where site_id = $1 and directory_id = $2) r on r.key = h.record_key
     where h.site_id = $1 and (r.key, h.kind) > ($3, $4)
     order by r.key, h.kind
     limit $5`
  yield* pages<SiteHold>(pool, text, [scope.siteId, scope.directoryId], [0, ''], (row) => [row.key, row.kind])
}

/** Page after page of a query whose parameters are those of its scope, the last key and the page size. */
async function* pages<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  scope: readonly number[],
  after: readonly (number | string)[],
  keyOf: (row: Row) => readonly (number | string)[],
): AsyncGenerator<Row> {
  const { rows } = await pool.query<Row>(text, [...scope, ...after, PAGE_ROWS])
  yield* rows
  const last = rows.at(-1)
  if (last !== undefined && rows.length === PAGE_ROWS) yield* pages(pool, text, scope, keyOf(last), keyOf)
}
