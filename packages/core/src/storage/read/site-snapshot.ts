/**
 * What one directory has become at the site, read whole for a verification: keyset pages, so that memory and the age of
 * a snapshot stay bounded. Rows that change between two pages are seen as they are when their page is read.
 */

import type pg from 'pg'
import type { Account } from '../../domain/record.ts'
import { pages } from './pages.ts'

export type SnapshotScope = { readonly siteId: number; readonly directoryId: number }

export type AccountRow = Pick<
  Account,
  'key' | 'email' | 'displayName' | 'class' | 'active' | 'switchedOffBy' | 'profile'
>

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

/** Of `account a`, as an AccountRow. */
export const ACCOUNT_COLUMNS = `
  a.key, a.email, a.display_name as "displayName", a.class, a.active, a.switched_off_by as "switchedOffBy", a.profile`

export async function* readSiteAccounts(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<SiteAccount> {
  type Linked = AccountRow & { link: 'owning' | 'member' }
  type Row = { userKey: number; userId: string } & (Linked | { [Column in keyof Linked]: null })
  const text = `
    select u.key as "userKey", u.id as "userId", l.kind as link, ${ACCOUNT_COLUMNS}
      from directory_user u
      left join user_link l on l.site_id = u.site_id and l.user_key = u.key
      left join account a on a.site_id = l.site_id and a.key = l.account_key
     where u.site_id = $1 and u.directory_id = $2 and u.key > $3
     order by u.key
     limit $4`
  for await (const row of pages<Row>(pool, text, [scope.siteId, scope.directoryId], [0], ({ userKey }) => [userKey])) {
    const { userKey: _, userId, ...account } = row
    yield { userId, account: account.key === null ? null : account }
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

/** Accounts of the directory's audience that no user of any directory is linked to. */
export async function* readFormerAccounts(pool: pg.Pool, scope: SnapshotScope): AsyncGenerator<AccountRow> {
  const text = `
    select ${ACCOUNT_COLUMNS}
      from account a
     where a.site_id = $1 and a.audience = (select d.audience from directory d where d.id = $2) and a.key > $3
       and not exists (select from user_link l where l.site_id = a.site_id and l.account_key = a.key)
     order by a.key
     limit $4`
  yield* pages<AccountRow>(pool, text, [scope.siteId, scope.directoryId], [0], (row) => [row.key])
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
