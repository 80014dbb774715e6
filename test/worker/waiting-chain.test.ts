/** People who wait for one another's addresses, each since a batch of its own: all follow once the first address is free. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { createUser, person, putUser } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const PEOPLE = 16

const lane = useTestLane()

test.each([
  ['in a row: the last one moves to a free address', 'free@example.com'],
  ['in a ring: the last one takes the address of the first', 'person0@example.com'],
])('%s', async (_, lastAddress) => {
  const tenant = await createTenant(lane().pool)
  const ids = Array.from({ length: PEOPLE }, () => uuidv7())
  await lane().apply(
    tenant,
    ids.map((id, at) => createUser(id, person(`person${at}`))),
  )
  const addressAfter = (at: number) => (at === PEOPLE - 1 ? lastAddress : `person${at + 1}@example.com`)
  const moved = ids.map((id, at) => putUser(id, person(`person${at}`, addressAfter(at))))
  const outcomes = await lane().apply(tenant, moved, 1)
  expect(outcomes.map((outcome) => outcome.status)).toEqual(moved.map(() => 200))
  const { rows } = await lane().pool.query(
    `select (select count(*) from hold where site_id = $1) as holds,
            (select array_agg(email order by email) from account where site_id = $1) as addresses`,
    [tenant.site.id],
  )
  expect(rows).toEqual([{ holds: 0, addresses: ids.map((_id, at) => addressAfter(at)).toSorted() }])
})
