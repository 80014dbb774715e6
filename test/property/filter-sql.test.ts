/** Filters have one meaning (RFC 7644 §3.4.2.2): what SQL finds is what memory finds, whatever is stored and asked. */
import { expect, test } from 'vitest'
import { agreeOnFilters } from '../support/filter-agreement.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

test('SQL finds for a random filter over random resources exactly what the evaluator finds', async () => {
  const telling = await agreeOnFilters(lane(), 4, 120)
  // Filters that find some of the resources and not all: only those can tell right from wrong.
  expect(telling).toBeGreaterThan(100)
})
