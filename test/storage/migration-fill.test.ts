/** A database of an earlier release comes to have the compared values of the rows that it has. */
import { migrate } from '@syncline/core/storage/migrate.ts'
import { expect, test } from 'vitest'
import { earlierRelease } from '../support/earlier-release.ts'

const USERS = 2_345

test('rows from before 0005 get their compared values, each its own, and the column is mandatory', async () => {
  const { pool, last } = await earlierRelease('compared-values')
  expect(last).toBe(4)
  await pool.query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, created_at,
                                 last_modified, resource)
     select n % 3, 1, n, gen_random_uuid(), true, 1, 'u' || n, now(), now(),
            jsonb_build_object('userName', 'U' || n, 'name', jsonb_build_object('familyName', 'Straße ' || n))
     from generate_series(1, ${USERS}) n`,
  )
  await pool.query(
    `insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, created_at,
                                  last_modified, resource)
     values (1, 1, 1, gen_random_uuid(), 1, 0, 'g', now(), now(), '{"displayName": "İ G"}')`,
  )
  expect((await migrate(pool)).applied).toContain(5)
  const users = await pool.query(`select key, compared from directory_user order by key`)
  expect(users.rows.map(({ compared }) => compared)).toEqual(
    users.rows.map(({ key }) => ({ userName: `u${key}`, name: { familyName: `strasse ${key}` } })),
  )
  expect(users.rows).toHaveLength(USERS)
  const groups = await pool.query('select compared from directory_group')
  expect(groups.rows).toEqual([{ compared: { displayName: 'i\u0307 g' } }])
  const insert = pool.query(
    `insert into directory_group (site_id, directory_id, key, id, version, member_count, display_name_key, created_at,
                                  last_modified, resource)
     values (1, 1, 2, gen_random_uuid(), 1, 0, 'h', now(), now(), '{}')`,
  )
  await expect(insert).rejects.toThrow('compared')
})
