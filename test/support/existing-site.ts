/** Accounts and groups that a site had before a directory came, as an import would leave them. */

import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { fold } from '@syncline/core/scim/fold.ts'
import type pg from 'pg'

async function takeKey(pool: pg.Pool, siteId: number): Promise<number> {
  const { rows } = await pool.query<{ key: number }>(
    'update lane set next_key = next_key + 1 where site_id = $1 returning next_key - 1 as key',
    [siteId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the site has no lane')
  return row.key
}

export type ExistingAccount = { readonly email: string; readonly switchedOffBy?: 'directory' | 'admin' }

export async function addAccount(pool: pg.Pool, siteId: number, account: ExistingAccount): Promise<number> {
  const key = await takeKey(pool, siteId)
  await pool.query(
    `insert into account (site_id, key, id, audience, class, active, switched_off_by, email, email_key, created_at, updated_at)
     values ($1, $2, $3, 'workforce', 'managed', $4, $5, $6, $7, now(), now())`,
    [
      siteId,
      key,
      uuidv7(),
      account.switchedOffBy === undefined,
      account.switchedOffBy ?? null,
      account.email,
      fold(account.email),
    ],
  )
  return key
}

export async function addLocalGroup(
  pool: pg.Pool,
  siteId: number,
  name: string,
  accountKeys: readonly number[] = [],
): Promise<number> {
  const key = await takeKey(pool, siteId)
  await pool.query(
    `insert into site_group (site_id, key, id, audience, source, name, name_key, created_at, updated_at)
     values ($1, $2, $3, 'workforce', 'local', $4, $5, now(), now())`,
    [siteId, key, uuidv7(), name, fold(name)],
  )
  await addLocalMembers(pool, siteId, key, accountKeys)
  return key
}

export async function addLocalMembers(
  pool: pg.Pool,
  siteId: number,
  groupKey: number,
  accountKeys: readonly number[],
): Promise<void> {
  await pool.query(
    `insert into site_member (site_id, group_key, account_key, origin)
     select $1, $2, key, 0 from unnest($3::bigint[]) as n (key)`,
    [siteId, groupKey, accountKeys],
  )
}

/** An app with grants to these groups. @returns its public id */
export async function addApp(
  pool: pg.Pool,
  siteId: number,
  name: string,
  groupKeys: readonly number[] = [],
): Promise<string> {
  const key = await takeKey(pool, siteId)
  const id = uuidv7()
  await pool.query(
    `insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
     values ($1, $2, $3, 'app', $4, $5, now(), now())`,
    [siteId, key, id, name, fold(name)],
  )
  await pool.query(
    `insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
     select $1, $2, key, now(), 'test' from unnest($3::bigint[]) as n (key)`,
    [siteId, key, groupKeys],
  )
  return id
}
