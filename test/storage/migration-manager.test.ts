/** A database of an earlier release comes to know the managers of the users that it has. */
import { migrate } from '@syncline/core/storage/migrate.ts'
import { expect, test } from 'vitest'
import { earlierRelease } from '../support/earlier-release.ts'

const MANAGER = '0190aaaa-0000-7000-8000-00000000000a'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

test('rows from before it get their manager, and those whose manager is no id are left as they are', async () => {
  const { pool, last } = await earlierRelease('manager')
  const resources = [
    { manager: { value: MANAGER } },
    { manager: { value: 'CN=Boss' } },
    { manager: { value: MANAGER.toUpperCase() } },
    { manager: { $ref: 'https://hr/7' } },
    { manager: 'odd' },
    { division: 'D' },
    null,
  ].map((enterprise) => (enterprise === null ? {} : { [ENTERPRISE]: enterprise }))
  await pool.query(
    `insert into directory_user (site_id, directory_id, key, id, active, version, user_name_key, created_at,
                                 last_modified, resource, compared)
     select 1, 1, n, gen_random_uuid(), true, 1, 'u' || n, now(), now(), resource, '{}'
     from unnest($1::jsonb[]) with ordinality as r (resource, n)`,
    [resources.map((resource) => JSON.stringify(resource))],
  )
  const { applied } = await migrate(pool)
  expect(applied[0]).toBe(last + 1)
  const { rows } = await pool.query('select resource, manager_id from directory_user order by key')
  expect(rows.map(({ manager_id }) => manager_id)).toEqual([MANAGER, null, null, null, null, null, null])
  expect(rows.map(({ resource }) => resource)).toEqual(resources)
})
