/** Twenty sites on two APIs and three workers: the same rows as from one of each. */
import { describe, expect, test } from 'vitest'
import { QUEUE_BACKENDS } from '../support/queue-backends.ts'
import { SEED } from '../support/test-share.ts'
import { runScaled } from './scale-out.ts'

const SIZE = { sites: 20, steps: 60, seed: SEED ?? 20 }

describe.each(QUEUE_BACKENDS)('with the queue in $name', (backend) => {
  test('twenty sites have the same rows from two APIs and three workers as from one of each', async () => {
    const one = await runScaled(backend, { ...SIZE, apis: 1, workers: 1 })
    const many = await runScaled(backend, { ...SIZE, apis: 2, workers: 3 })
    expect([...one.violations, ...many.violations]).toEqual([])
    expect(many.images).toEqual(one.images)
    expect(many.operations).toBeGreaterThan(SIZE.sites * SIZE.steps)
  }, 600_000)
})
