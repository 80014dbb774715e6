/** Losses that a pause or the guard keeps back are said once, when they are a quarter of an hour old. */
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { reportWaitingLosses } from '@syncline/core/storage/catalogue/waiting-losses.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { expect, test } from 'vitest'
import { addGuardItem } from '../support/guard-items.ts'
import { createUser, person, replaceUser } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const ADA = '01900001-0000-7000-8000-000000000001'

test('old ones once a pause, young ones not', async () => {
  const db = createKysely(lane().pool)
  const tenant = await createTenant(lane().pool)
  const report = () => reportWaitingLosses(db, 'worker')
  const age = () =>
    lane().pool.query(`update dirty set since = since - interval '20 minutes' where site_id = $1`, [tenant.site.id])
  const switched = async (active: boolean) => lane().apply(tenant, [replaceUser(ADA, 'active', active)])
  await lane().apply(tenant, [createUser(ADA, person('ada'))])
  await pauseDirectory(db, tenant.directory, 'hold', 'test')
  await switched(false)
  expect(await report()).toEqual([])
  await age()
  const found = { by: 'pause', siteId: tenant.site.id, directoryId: tenant.directory.id, losses: 1 }
  expect(await report()).toEqual([found])
  expect(await report()).toEqual([])
  await resumeDirectory(db, tenant.directory, 'test')
  await lane().drain(tenant)
  await switched(true)
  await pauseDirectory(db, tenant.directory, 'hold', 'test')
  await switched(false)
  await age()
  expect(await report()).toEqual([found])
  const { rows } = await lane().pool.query(
    `select actor, detail from control_event where site_id = $1 and action = 'directory.losses-waiting'`,
    [tenant.site.id],
  )
  expect(rows).toEqual([
    { actor: 'worker', detail: { losses: 1 } },
    { actor: 'worker', detail: { losses: 1 } },
  ])
})

test('of the guard once for all that it holds, and anew when it held nothing meanwhile', async () => {
  const db = createKysely(lane().pool)
  const tenant = await createTenant(lane().pool)
  const place = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const report = () => reportWaitingLosses(db, 'worker')
  const since = new Date(Date.now() - 20 * 60_000)
  await addGuardItem(lane().pool, place, { people: 3 })
  await addGuardItem(lane().pool, place, { state: 'rejected', since })
  expect(await report()).toEqual([])
  await addGuardItem(lane().pool, place, { people: 4, since })
  const found = { by: 'guard', ...place, losses: 7 }
  expect(await report()).toEqual([found])
  await addGuardItem(lane().pool, place, { people: 1, since })
  expect(await report()).toEqual([])
  await lane().pool.query(`update guard_item set state = 'released' where site_id = $1 and state = 'held'`, [
    tenant.site.id,
  ])
  expect(await report()).toEqual([])
  await addGuardItem(lane().pool, place, { people: 2, since })
  expect(await report()).toEqual([{ ...found, losses: 2 }])
  const { rows } = await lane().pool.query(
    `select detail from control_event where site_id = $1 and action = 'directory.guard-waiting' order by id`,
    [tenant.site.id],
  )
  expect(rows).toEqual([{ detail: { losses: 7 } }, { detail: { losses: 2 } }])
})
