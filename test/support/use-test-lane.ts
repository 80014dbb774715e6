/** The lane of a test system, driven by hand: for files of tests that decide what is applied when. */
import { afterAll, beforeAll } from 'vitest'
import { openTestLane, type TestLane } from './lane.ts'
import { type TestSystem, useTestSystem } from './test-system.ts'

/** @param system that has its database; without it the lane has one for itself */
export function useTestLane(
  system: Pick<TestSystem<never>, 'database'> = useTestSystem({ apis: {}, directory: 'none' }),
): () => TestLane {
  let lane: TestLane
  beforeAll(() => {
    lane = openTestLane(system.database().url)
  })
  afterAll(() => lane.close())
  return () => lane
}
