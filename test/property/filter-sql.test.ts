/** Filters have one meaning (RFC 7644 §3.4.2.2): what SQL finds is what memory finds, whatever is stored and asked. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { agreeOnFilters } from '../support/filter-agreement.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'

let database: TestDatabase
let lane: TestLane

beforeAll(async () => {
  database = await createTestDatabase()
  lane = openTestLane(database.url)
})
afterAll(async () => {
  await lane.close()
  await database.drop()
})

test('SQL finds for a random filter over random resources exactly what the evaluator finds', async () => {
  const telling = await agreeOnFilters(lane, 4, 120)
  // Filters that find some of the resources and not all: only those can tell right from wrong.
  expect(telling).toBeGreaterThan(100)
}, 120_000)
