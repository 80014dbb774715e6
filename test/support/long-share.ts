/**
 * Setup of the long suite: with SYNCLINE_TEST_SHARE (0 to 1) only that share of each chosen file's tests runs, at least one. Which
 * ones follows from SYNCLINE_TEST_SEED, so that a run can be repeated, and other runs look elsewhere.
 */
import fc from 'fast-check'
import { beforeEach, type RunnerTask } from 'vitest'
import { byRank, SEED, SHARE } from './test-share.ts'

// What is made up within a test follows from the seed as well.
if (SEED !== null) fc.configureGlobal({ seed: SEED })

beforeEach(({ task, skip }) => {
  if (!chosen(task.file.tasks).has(task.id)) skip(`not in this share (${SHARE}, seed ${SEED})`)
})

function chosen(tasks: readonly RunnerTask[]): ReadonlySet<string> {
  const tests = testsIn(tasks)
  const order = byRank(tests, ({ id }) => id)
  return new Set(order.slice(0, Math.ceil(tests.length * SHARE)).map((test) => test.id))
}

function testsIn(tasks: readonly RunnerTask[]): RunnerTask[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task.tasks) : [task]))
}
