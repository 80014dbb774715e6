/** A preview says what a start will do: by the same rules, without writing. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { addAccount, addLocalGroup } from '../support/existing-site.ts'
import { createGroup, createUser, person } from '../support/requests.ts'
import { readSiteImage } from '../support/site-image.ts'
import { createReviewed, previewOf, previewRows } from '../support/start-world.ts'
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

async function idOf({ site }: Tenant, table: 'account' | 'site_group', key: number): Promise<string> {
  const { rows } = await lane().pool.query(`select id from ${table} where site_id = $1 and key = $2`, [site.id, key])
  return rows[0].id
}
