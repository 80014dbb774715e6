/** What the lane promises: one writer a site, fair shares, nothing lost, and one bad operation stops nobody. */
import { randomUUID } from 'node:crypto'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { createUser, person, replaceUser } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'

let database: TestDatabase
let lane: TestLane
let committed: (readonly Operation[])[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  lane = openTestLane(database.url, {
    atBoundary: (boundary, operations) => {
      if (boundary === 'committed') committed.push(operations)
    },
  })
})

afterAll(async () => {
  await lane.close()
  await database.drop()
})

const people = (count: number) => Array.from({ length: count }, (_, n) => createUser(uuidv7(), person(`user ${n}`)))

test('two workers on one lane apply every operation once, and their batches do not overlap', async () => {
  const tenant = await createTenant(lane.pool)
  await lane.append(tenant, people(60))
  const small = { ...lane.deps, batchSize: 7 }
  const results = await Promise.all([1, 2, 3].map(() => runSlice(small, tenant.site.id, { unfloored: true })))
  expect(results).toContain('drained')
  const outcomes = await lane.outcomes(tenant)
  expect(outcomes.map((outcome) => outcome.appliedSeq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
  expect(outcomes.every((outcome) => outcome.status === 201)).toBe(true)
})

test('a directory with a long backlog does not keep another one waiting', async () => {
  const tenant = await createTenant(lane.pool)
  const other = {
    site: tenant.site,
    directory: await createDirectory(
      createKysely(lane.pool),
      { siteId: tenant.site.id, name: 'other', phase: 'syncing' },
      'test',
    ),
  }
  await lane.append(tenant, people(50))
  const [late] = await lane.append(other, [createUser(uuidv7(), person('late'))])
  committed = []
  await lane.drain(tenant, 10)
  expect(committed[0]?.map((operation) => operation.id)).toContain(late)
  const own = committed.flat().filter((operation) => operation.directoryId === tenant.directory.id)
  expect(own.map((operation) => operation.seq)).toEqual(own.map((operation) => operation.seq).sort((a, b) => a - b))
})

test.each([
  ['a NUL', { userName: 'nul', title: 'a\u0000b' }],
  ['an unpaired surrogate', { userName: 'surrogate', title: 'a\ud800b' }],
])('a row that Postgres refuses (%s) becomes a dead letter, everything around it is applied', async (_, attributes) => {
  const tenant = await createTenant(lane.pool)
  const users = people(20)
  const outcomes = await lane.apply(tenant, [
    ...users.slice(0, 11),
    createUser(uuidv7(), attributes),
    ...users.slice(11),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([...Array(11).fill(201), 500, ...Array(9).fill(201)])
  expect(outcomes[11]?.detail).not.toContain(attributes.userName)
  const { rows } = await lane.pool.query('select reason from dead_letter where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ reason: expect.stringMatching(/^database error 22/) }])
})

test('an operation that breaks the plan becomes a dead letter with its reason', async () => {
  const tenant = await createTenant(lane.pool)
  const broken = { ...replaceUser(uuidv7(), 'title', 'x'), method: 'PUT', body: null } as const
  const user = createUser(uuidv7(), person('ada'))
  const outcomes = await lane.apply(tenant, [user, { ...broken, resourceId: user.resourceId ?? '' }, ...people(3)])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([201, 500, 201, 201, 201])
  const { rows } = await lane.pool.query('select reason from dead_letter where site_id = $1', [tenant.site.id])
  expect(rows).toEqual([{ reason: 'Error: a PUT of a user without a body' }])
})

test('a connection that is cut inside a batch costs a retry and applies nothing twice', async () => {
  const tenant = await createTenant(lane.pool)
  let cut = false
  const cutting = openTestLane(database.url, {
    atBoundary: (boundary) => {
      if (boundary !== 'planned' || cut) return
      cut = true
      throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })
    },
  })
  await cutting.append(tenant, people(5))
  await cutting.drain(tenant)
  await cutting.close()
  expect(cut).toBe(true)
  expect((await lane.outcomes(tenant)).map((outcome) => outcome.status)).toEqual([201, 201, 201, 201, 201])
})

test('a server that stays away postpones the lane and suspects no operation', async () => {
  const tenant = await createTenant(lane.pool)
  const away = openTestLane(database.url, {
    atBoundary: (boundary) => {
      if (boundary === 'planned') throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
    },
  })
  await away.append(tenant, people(5))
  expect(await runSlice(away.deps, tenant.site.id, { unfloored: true })).toBe('postponed')
  expect(await runSlice(away.deps, tenant.site.id, { unfloored: true })).toBe('postponed')
  await away.close()
  const { rows } = await lane.pool.query('select failure, retry_at > now() as later from lane where site_id = $1', [
    tenant.site.id,
  ])
  expect(rows).toEqual([{ failure: 'database error ECONNREFUSED', later: true }])
  await lane.pool.query('update lane set retry_at = null where site_id = $1', [tenant.site.id])
  await lane.drain(tenant)
  expect((await lane.outcomes(tenant)).map((outcome) => outcome.status)).toEqual([201, 201, 201, 201, 201])
})

test('an operation that was alone when the server went away is not suspected, even if that could not be written down', async () => {
  const tenant = await createTenant(lane.pool)
  let awayFor = 3
  const away = openTestLane(database.url, {
    atBoundary: (boundary) => {
      if (boundary === 'planned' && awayFor > 0) {
        throw Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
      }
    },
  })
  await lane.pool.query(`
    create function server_is_away() returns trigger language plpgsql as $$
    begin raise exception 'away' using errcode = '08006'; end $$;
    create trigger away before delete on lane_attempt for each row execute function server_is_away()`)
  await away.append(tenant, people(1))
  for (; awayFor > 0; awayFor -= 1) {
    // biome-ignore lint/performance/noAwaitInLoops: one outage after the other
    await runSlice(away.deps, tenant.site.id, { unfloored: true }).catch(() => undefined)
    await lane.pool.query('update lane set retry_at = null where site_id = $1', [tenant.site.id])
  }
  await lane.pool.query('drop trigger away on lane_attempt')
  await away.drain(tenant)
  await away.close()
  expect((await lane.outcomes(tenant)).map((outcome) => outcome.status)).toEqual([201])
})

test('a row below the claim floor, whose commit became visible late, is found by the sweep', async () => {
  const tenant = await createTenant(lane.pool)
  await lane.append(tenant, people(2))
  await lane.pool.query('update lane set claim_floor = 9000000000 where site_id = $1', [tenant.site.id])
  expect(await runSlice(lane.deps, tenant.site.id, { unfloored: false })).toBe('drained')
  expect(await lane.outcomes(tenant)).toEqual([])
  expect(await runSlice(lane.deps, tenant.site.id, { unfloored: true })).toBe('drained')
  expect(await lane.outcomes(tenant)).toHaveLength(2)
})

test('If-Match decides against the version as it is then: of two, the second fails with 412', async () => {
  const tenant = await createTenant(lane.pool)
  const id = uuidv7()
  const outcomes = await lane.apply(tenant, [
    createUser(id, person('ada')),
    { ...replaceUser(id, 'title', 'one'), ifMatch: 'W/"1"' },
    { ...replaceUser(id, 'nickName', 'two'), ifMatch: 'W/"1"' },
    { ...replaceUser(randomUUID(), 'title', 'x'), ifMatch: '*' },
  ])
  expect(outcomes.map((outcome) => [outcome.status, outcome.version])).toEqual([
    [201, 1],
    [200, 2],
    [412, null],
    [404, null],
  ])
})
