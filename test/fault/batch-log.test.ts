/** The log that storms are judged by tells an orderly history from one that is not. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDisorder, findOverlaps, installBatchLog, readBatches } from '../support/batch-log.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'

let database: TestDatabase
let lane: TestLane

beforeAll(async () => {
  database = await createTestDatabase()
  lane = openTestLane(database.url)
  await installBatchLog(lane.pool)
})

afterAll(async () => {
  await lane.close()
  await database.drop()
})

test('batches of a lane have no gap and no overlap; a change of the log is noticed', async () => {
  const tenant = await createTenant(lane.pool)
  const people = (from: number) => Array.from({ length: 6 }, (_, n) => createUser(uuidv7(), person(`user ${from + n}`)))
  await lane.apply(tenant, people(0), 4)
  await lane.apply(tenant, people(6), 4)
  const batches = await readBatches(lane.pool)
  expect(batches.map(({ first, last }) => [first, last])).toEqual([
    [1, 4],
    [5, 6],
    [7, 10],
    [11, 12],
  ])
  for (const { begun, committed } of batches) expect(committed.getTime()).toBeGreaterThanOrEqual(begun.getTime())
  expect(await findOverlaps(lane.pool)).toEqual([])
  expect(await findDisorder(lane.pool)).toEqual([])

  // The third batch begins before the second is committed.
  await lane.pool.query(`update test_log.attempt set at = at - interval '1 hour' where base = 6`)
  expect(await findOverlaps(lane.pool)).toEqual([expect.objectContaining({ first: 7, last_before: 6 })])
  await lane.pool.query(`update test_log.attempt set at = at + interval '1 hour' where base = 6`)
  expect(await findOverlaps(lane.pool)).toEqual([])

  // Two operations of one append change places, then two of different ones.
  const swap = (a: number, b: number) =>
    lane.pool.query(`update outcome set applied_seq = $1 + $2 - applied_seq where applied_seq in ($1, $2)`, [a, b])
  await swap(2, 3)
  expect(await findDisorder(lane.pool)).toEqual([
    expect.objectContaining({ which: 'within an append', applied_seq: 2 }),
  ])
  await swap(2, 3)
  await swap(6, 7)
  expect(await findDisorder(lane.pool)).toEqual(
    expect.arrayContaining([expect.objectContaining({ which: 'after an append', before: 7 })]),
  )
  await swap(6, 7)
  expect(await findDisorder(lane.pool)).toEqual([])

  // A batch that is missing.
  await lane.pool.query('delete from test_log.batch where first = 5')
  expect(await findOverlaps(lane.pool)).toEqual([expect.objectContaining({ first: 7, last_before: 4 })])
})
