/** The same agreement as in filter-sql.test.ts, over 10,000 pairs of data and filter. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { agreeOnFilters } from '../support/filter-agreement.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { runs } from '../support/test-share.ts'

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

const WORLDS = 50
const FILTERS = 200

test('SQL finds for 10,000 random filters exactly what the evaluator finds', async () => {
  const worlds = runs(WORLDS)
  const telling = await agreeOnFilters(lane, worlds, FILTERS)
  expect(telling).toBeGreaterThan((worlds * FILTERS) / 5)
}, 900_000)
