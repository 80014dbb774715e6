/** A preview says what a start will do: by the same rules, without writing. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { addAccount, addLocalGroup } from '../support/existing-site.ts'
import { createGroup, createUser, person } from '../support/requests.ts'
import { readSiteImage } from '../support/site-image.ts'
import { appendCommandOf, createReviewed, previewOf, previewRows, reported } from '../support/start-world.ts'
import type { Tenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)

test('a preview says for each record what a start will make of it, and changes nothing', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  const account = await addAccount(pool, tenant.site.id, { email: 'one@example.com' })
  const group = await addLocalGroup(pool, tenant.site.id, 'Staff')
  const ids = [uuidv7(), uuidv7(), uuidv7()]
  const groups = [uuidv7(), uuidv7()]
  await lane().apply(tenant, [
    createUser(ids[0] ?? '', person('one')),
    createUser(ids[1] ?? '', person('two')),
    createUser(ids[2] ?? '', { userName: 'three' }),
    createGroup(groups[0] ?? '', 'Staff', ids),
    createGroup(groups[1] ?? '', 'Others', ids.slice(1)),
  ])
  const before = await readSiteImage(pool, tenant.site.id)
  const id = await previewOf(system.database().url, pool, tenant)
  const rows = await previewRows(pool, tenant, id)
  expect(rows.map(({ type, kind, active }) => [type, kind, active])).toEqual([
    ['User', 'link', true],
    ['User', 'create', true],
    ['User', 'no-email', null],
    ['Group', 'conflict', null],
    ['Group', 'create', null],
  ])
  expect(rows[0]?.target).toBe(await idOf(tenant, 'account', account))
  expect(rows[3]?.target).toBe(await idOf(tenant, 'site_group', group))
  expect(await readSiteImage(pool, tenant.site.id)).toEqual(before)
})

test('counts: by kind, seats, and accounts that the directory does not have, with who may be the same person', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  await addAccount(pool, tenant.site.id, { email: 'one@example.com' })
  const absent = await addAccount(pool, tenant.site.id, { email: 'jane@old.example' })
  await addAccount(pool, tenant.site.id, { email: 'nobody@old.example' })
  const jane = uuidv7()
  await lane().apply(tenant, [
    createUser(uuidv7(), person('one')),
    createUser(jane, person('jane', 'jane@example.com')),
    createUser(uuidv7(), { ...person('off'), active: false }),
  ])
  const id = await previewOf(system.database().url, pool, tenant)
  const { rows } = await pool.query('select counts from preview where site_id = $1', [tenant.site.id])
  expect(rows[0].counts).toEqual({
    users: { create: 2, link: 1 },
    groups: {},
    external: 0,
    mixedGroups: 0,
    absent: 2,
    likelyPairs: 1,
    seats: { before: 3, after: 4 },
  })
  const pairs = await pool.query(
    `select a.account_key, u.id as record, p ->> 'name' as name, p ->> 'localPart' as local_part
     from preview_absent a cross join jsonb_array_elements(a.pairs) p
     join directory_user u on u.site_id = a.site_id and u.key = (p ->> 'record')::bigint
     where a.site_id = $1 and a.preview_id = $2`,
    [tenant.site.id, id],
  )
  expect(pairs.rows).toEqual([{ account_key: absent, record: jane, name: 'false', local_part: 'true' }])
})

test('of a directory the last three previews are kept, with their rows', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  await lane().apply(tenant, [createUser(uuidv7(), person('one'))])
  const url = system.database().url
  const ids = [
    await previewOf(url, pool, tenant),
    await previewOf(url, pool, tenant),
    await previewOf(url, pool, tenant),
    await previewOf(url, pool, tenant),
  ]
  const kept = await pool.query(
    `select p.id from preview p join preview_row r on r.site_id = p.site_id and r.preview_id = p.id
     where p.site_id = $1 order by p.id`,
    [tenant.site.id],
  )
  expect(kept.rows.map(({ id }) => id)).toEqual(ids.slice(1))
  const { rows } = await pool.query('select count(*) as n from preview_row where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ n: 3 }])
})

test('records that break whatever projects them are shown as that, and come out so', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  const people = Array.from({ length: 20 }, (_, n) =>
    createUser(uuidv7(), person(`user ${n}`, `user-${n}@example.com`)),
  )
  const ids = people.map(({ resourceId }) => resourceId ?? '')
  await lane().apply(tenant, [...people, createGroup(uuidv7(), 'Staff', ids)])
  const url = system.database().url
  const expected = people.map((_, n) => (n === 3 || n === 4 || n === 13 ? 'failed' : 'create'))
  // Whatever the cause: their accounts cannot be written.
  await pool.query(
    `alter table account add constraint some_break
     check (site_id <> ${tenant.site.id} or email not in ('user-3@example.com', 'user-4@example.com', 'user-13@example.com'))`,
  )
  try {
    const id = await previewOf(url, pool, tenant, 8)
    const rows = await previewRows(pool, tenant, id)
    expect(rows.map(({ kind }) => kind)).toEqual([...expected, 'create'])
    expect(rows.map(({ failure }) => failure).filter((failure) => failure !== null)).toEqual(
      Array.from({ length: 3 }, () => 'database error 23514 on some_break'),
    )
    const { rows: counted } = await pool.query('select counts, failure from preview where id = $1', [id])
    expect(counted).toMatchObject([{ counts: { users: { create: 17, failed: 3 } }, failure: null }])

    await appendCommandOf(pool, tenant, { name: 'start', directoryId: tenant.directory.id, previewId: id })
    await lane().drain(tenant)
    expect((await reported(url, pool, tenant)).report).toMatchObject({
      users: { create: 17, failed: 3 },
      equal: 21,
      changed: 0,
      unexplained: 0,
    })
  } finally {
    await pool.query('alter table account drop constraint some_break')
  }
})

test('what writes to anything but a copy makes the preview fail, and no record is blamed for it', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  await lane().apply(tenant, [createUser(uuidv7(), person('one'))])
  // A number that is drawn is written to the sequence.
  await pool.query(
    "create sequence forgotten; alter table account add column drawn bigint default nextval('forgotten')",
  )
  try {
    await expect(previewOf(system.database().url, pool, tenant)).rejects.toMatchObject({ code: '25006' })
  } finally {
    await pool.query('alter table account drop column drawn; drop sequence forgotten')
  }
})

async function idOf({ site }: Tenant, table: 'account' | 'site_group', key: number): Promise<string> {
  const { rows } = await lane().pool.query(`select id from ${table} where site_id = $1 and key = $2`, [site.id, key])
  return rows[0].id
}
