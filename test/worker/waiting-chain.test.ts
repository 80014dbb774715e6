/** People who wait for one another's addresses, each since a batch of its own: all follow once the first address is free. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { createUser, person, putUser } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const PEOPLE = 16
/** More than one batch gets through. */
const MANY = 1_000

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

test('a thousand in a row: the operation that frees the first address is applied, all follow, and who comes next finds the end of it', async () => {
  const tenant = await createTenant(lane().pool)
  const ids = Array.from({ length: MANY }, () => uuidv7())
  const email = (at: number) => `person${at}@example.com`
  const waits = (at: number) => putUser(ids[at] ?? '', person(`person${at}`, email(at + 1)))
  const everybody = ids.map((_id, at) => at)
  await lane().apply(
    tenant,
    everybody.map((at) => createUser(ids[at] ?? '', person(`person${at}`, email(at)))),
  )
  await lane().apply(tenant, everybody.slice(0, -1).map(waits))
  expect(await look(tenant)).toEqual({ held: { 'email-taken': MANY - 1 }, wrong: MANY - 1, dirty: 0, deadLetters: 0 })

  const outcomes = await lane().apply(tenant, [
    putUser(ids[MANY - 1] ?? '', person(`person${MANY - 1}`, email(MANY))),
    createUser(uuidv7(), person('newcomer', email(3))),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual([200, 201])
  expect(await look(tenant)).toEqual({ held: { duplicate: 1 }, wrong: 1, dirty: 0, deadLetters: 0 })
  const [first, newcomer] = outcomes
  // Steps have places of their own between the two.
  expect((newcomer?.appliedSeq ?? 0) - (first?.appliedSeq ?? 0)).toBeGreaterThan(10)
})

/** `wrong`: people whose account has another address than they, or who have none. */
async function look({ site }: { readonly site: { readonly id: number } }) {
  const { rows } = await lane().pool.query(
    `select (select coalesce(jsonb_object_agg(h.kind, h.count), '{}') from
              (select kind, count(*) as count from hold where site_id = $1 group by kind) h) as held,
            (select count(*)::integer from directory_user u
             left join user_link l on l.site_id = $1 and l.user_key = u.key
             left join account a on a.site_id = $1 and a.key = l.account_key
             where u.site_id = $1 and a.email_key is distinct from u.email_key) as wrong,
            (select count(*)::integer from dirty where site_id = $1) as dirty,
            (select count(*)::integer from dead_letter where site_id = $1) as "deadLetters"`,
    [site.id],
  )
  return rows[0]
}
