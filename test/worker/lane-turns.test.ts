/** Hot lanes: after a batch a hint is enough; a cold lane, and one that another worker holds, is left alone. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createLaneTurns, type LaneTurns } from '@syncline/worker/lane/lane-turns.ts'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { waitUntil } from '../support/wait-until.ts'

let database: TestDatabase
let lane: TestLane
let turns: LaneTurns
let tenant: Tenant
let loaded: PromiseWithResolvers<void>

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  loaded = Promise.withResolvers()
  lane = openTestLane(database.url, {
    atBoundary: (boundary) => {
      if (boundary === 'loaded') loaded.resolve()
    },
  })
  turns = createLaneTurns({ deps: lane.deps, concurrency: 2, wakeLater: () => undefined })
  tenant = await createTenant(lane.pool)
})
afterEach(async () => {
  await turns.close()
  await lane.close()
})
afterAll(() => database.drop())

const people = (count: number) => Array.from({ length: count }, () => createUser(uuidv7(), person(uuidv7())))
/** The last statement of a turn that found the lane locked. */
const gaveWay = async () => {
  const { rows } = await lane.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'syncline-lane' and state = 'idle' and query = 'rollback'`,
  )
  return rows.length > 0
}
const applied = async () => (await lane.outcomes(tenant)).length

test('a hint to a lane that had no turn here does nothing', async () => {
  await lane.append(tenant, people(2))
  turns.hint(tenant.site.id)
  await turns.close()
  expect(await applied()).toBe(0)
})

test('after a turn a hint is enough, and another site stays cold', async () => {
  const other = await createTenant(lane.pool)
  await lane.append(tenant, people(1))
  expect(await turns.take(tenant.site.id, false)).toBe('drained')
  await lane.append(tenant, people(2))
  await lane.append(other, people(1))
  turns.hint(tenant.site.id)
  turns.hint(other.site.id)
  await waitUntil(applied, (count) => count === 3)
  await turns.close()
  expect(await lane.outcomes(other)).toEqual([])
})

test('what is appended while a batch is applied belongs to the same turn when a hint tells of it', async () => {
  await lane.append(tenant, people(1))
  // The batch cannot end before this lock is given up: settling writes counters.
  const holder = await lane.pool.connect()
  await holder.query('begin')
  await holder.query('lock table counter in exclusive mode')
  const turn = turns.take(tenant.site.id, false)
  await loaded.promise
  await lane.append(tenant, people(3))
  turns.hint(tenant.site.id)
  await holder.query('commit')
  holder.release()
  expect(await turn).toBe('drained')
  expect(await applied()).toBe(4)
})

test('a lane that another worker holds is left to it, and is cold here from then on', async () => {
  await lane.append(tenant, people(1))
  expect(await turns.take(tenant.site.id, false)).toBe('drained')
  await lane.append(tenant, people(1))
  const other = await lane.pool.connect()
  await other.query('begin')
  await other.query('select from lane where site_id = $1 for update', [tenant.site.id])
  turns.hint(tenant.site.id)
  await waitUntil(gaveWay, (seen) => seen)
  await other.query('rollback')
  other.release()
  turns.hint(tenant.site.id)
  await turns.close()
  expect(await applied()).toBe(1)
  expect(await turns.take(tenant.site.id, false)).toBe('drained')
  expect(await applied()).toBe(2)
})
