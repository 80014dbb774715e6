/** The same agreement as in filter-sql.test.ts, over 10,000 pairs of data and filter. */
import { expect, test } from 'vitest'
import { agreeOnFilters } from '../support/filter-agreement.ts'
import { runs } from '../support/test-share.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

const WORLDS = 50
const FILTERS = 200

test('SQL finds for 10,000 random filters exactly what the evaluator finds', async () => {
  const worlds = runs(WORLDS)
  const telling = await agreeOnFilters(lane(), worlds, FILTERS)
  expect(telling).toBeGreaterThan((worlds * FILTERS) / 5)
}, 900_000)
