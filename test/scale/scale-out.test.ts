/** Two APIs and three workers leave the same rows as one of each. The long test does it with twenty sites. */
import { describe, expect, test } from 'vitest'
import { QUEUE_BACKENDS } from '../support/queue-backends.ts'
import { runScaled } from './scale-out.ts'

const SIZE = { sites: 2, steps: 12, seed: 3 }

describe.each(QUEUE_BACKENDS)('with the queue in $name', (backend) => {
  test('two APIs and three workers leave the same rows as one of each, and end when they are told to', async () => {
    const one = await runScaled(backend, { ...SIZE, apis: 1, workers: 1 })
    const many = await runScaled(backend, { ...SIZE, apis: 2, workers: 3 })
    expect([...one.violations, ...many.violations]).toEqual([])
    expect(many.images).toEqual(one.images)
    expect(many.operations).toBeGreaterThan(SIZE.sites * SIZE.steps)
    expect(new Set(many.urls).size).toBe(2)
    expect(one.stdout).toMatch(/^Syncline is ready at http:\/\/127\.0\.0\.1:\d+\n$/)
    expect([one.exitCode, many.exitCode]).toEqual([0, 0])
  }, 240_000)
})
