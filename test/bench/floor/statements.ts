/** Statements on tables like those of the product, on a database without it: what Postgres and the disk allow. */
import { randomUUID } from 'node:crypto'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import type { Figure } from '../figure.ts'
import { timeWork } from '../load/timing.ts'
import { attributesOf, externalId, userBody, userName } from '../people.ts'

/** Tables of its own, of the same columns and indexes, so that rows of earlier rounds are not in the way. */
const TABLES = `
drop schema if exists floor cascade;
create schema floor;
create table floor.journal (id uuid primary key, site_id integer not null, directory_id integer not null,
  method text not null, resource_id uuid not null, body json, accepted_at timestamptz not null default clock_timestamp());
create table floor.directory_user (like public.directory_user including all);
alter table floor.directory_user drop column compared;
create table floor.account (like public.account including all)`

const ONE_USER = `
with u as (
  insert into floor.directory_user
  values (1, 1, $1, $2, true, 1, $3, $4, $5, $3, now(), now(), $6)
)
insert into floor.account (site_id, key, id, audience, class, active, email, email_key, display_name, created_at, updated_at)
values (1, $1, $7, 'workforce', 'managed', true, $3, $3, $5, now(), now())`

const MANY_USERS = `
with n as materialized (
  select * from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::uuid[])
    as n (key, id, user_name, external_id, display_name, resource, account_id)
), u as (
  insert into floor.directory_user
  select 1, 1, key, id, true, 1, user_name, external_id, display_name, user_name, now(), now(), resource from n
)
insert into floor.account (site_id, key, id, audience, class, active, email, email_key, display_name, created_at, updated_at)
select 1, key, account_id, 'workforce', 'managed', true, user_name, user_name, display_name, now(), now() from n`

const SELECT_USER = `
select site_id, key, id, version, created_at, last_modified, resource from floor.directory_user
where site_id = 1 and directory_id = 1 and user_name_key = $1`

const SELECT_PAGE = `
select site_id, key, id, version, created_at, last_modified, resource from floor.directory_user
where site_id = 1 and directory_id = 1 and key > $1 order by key limit 100`

const BATCH = 1_000

export type StatementFloors = { readonly figures: readonly Figure[]; readonly users: number; readonly journal: number }

/** @param rows of the journal at eight connections; the others follow from it */
export async function statementFloors(url: string, rows: number): Promise<StatementFloors> {
  const pool = createPool({ url, max: 8, applicationName: 'bench-floor', onError: () => undefined })
  try {
    await pool.query(TABLES)
    await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_sleep(0.01)')))
    return await measure(pool, rows)
  } finally {
    await pool.query('drop schema if exists floor cascade')
    await pool.end()
  }
}

async function measure(pool: pg.Pool, rows: number): Promise<StatementFloors> {
  const body = userBody(0)
  const append = () =>
    pool.query({
      name: 'floor-journal',
      text: 'insert into floor.journal (id, site_id, directory_id, method, resource_id, body) values ($1, 1, 1, $2, $3, $4)',
      values: [uuidv7(), 'POST', randomUUID(), body],
    })
  const alone = Math.ceil(rows / 5)
  const single = Math.ceil(rows / 2)
  const batches = Math.ceil(rows / 500)
  const batch = Math.min(BATCH, rows)
  const users = single + batches * batch
  const journal1 = await timeWork(alone, 1, append)
  const journal8 = await timeWork(rows, 8, append)
  const one = await timeWork(single, 8, (at) => pool.query({ name: 'floor-one', text: ONE_USER, values: valuesOf(at) }))
  const select = await timeWork(rows * 2, 8, (at) =>
    expectRows(1, pool.query({ name: 'floor-select', text: SELECT_USER, values: [userName(at % single)] })),
  )
  const many = await timeWork(batches, 1, (at) =>
    pool.query({ name: 'floor-many', text: MANY_USERS, values: columnsOf(single + at * batch, batch) }),
  )
  const pages = Math.floor(users / 100)
  const page = await timeWork(pages, 1, (at) =>
    expectRows(100, pool.query({ name: 'floor-page', text: SELECT_PAGE, values: [at * 100 - 1] })),
  )
  const found = await counted(pool)
  if (found.users !== users || found.accounts !== users || found.journal !== alone + rows) {
    throw new Error(`not conserved: ${JSON.stringify(found)}, ${users} users, ${alone + rows} journal rows`)
  }
  const figures: Figure[] = [
    { id: 'journal-row-1', what: 'one durable journal row a statement, 1 connection', values: journal1 },
    { id: 'journal-row-8', what: 'one durable journal row a statement, 8 connections', values: journal8 },
    { id: 'one-statement-8', what: 'user and account in one statement, own commit, 8 connections', values: one },
    { id: 'select-user-8', what: 'select of a user by its index, 8 connections', values: select },
    {
      id: 'related-rows-1',
      what: `two related rows a user, batches of ${batch}, 1 connection`,
      values: { ...many, perSecond: many.perSecond * batch },
    },
    {
      id: 'select-page-1',
      what: 'select of 100 users by key, 1 connection, users',
      values: { ...page, perSecond: page.perSecond * 100 },
    },
  ]
  return { figures, users, journal: alone + rows }
}

async function expectRows(count: number, query: Promise<pg.QueryResult>): Promise<void> {
  const { rowCount } = await query
  if (rowCount !== count) throw new Error(`${rowCount} rows instead of ${count}`)
}

function valuesOf(at: number): unknown[] {
  const resource = JSON.stringify(attributesOf(at))
  return [at, randomUUID(), userName(at), externalId(at), `person number ${at}`, resource, randomUUID()]
}

function columnsOf(from: number, count: number): unknown[][] {
  const rows = Array.from({ length: count }, (_, n) => valuesOf(from + n))
  return Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column]))
}

async function counted(pool: pg.Pool) {
  const { rows } = await pool.query<{ users: number; accounts: number; journal: number }>(
    `select (select count(*) from floor.directory_user) as users, (select count(*) from floor.account) as accounts,
            (select count(*) from floor.journal) as journal`,
  )
  return rows[0] ?? { users: 0, accounts: 0, journal: 0 }
}
