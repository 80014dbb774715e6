import { forEachConcurrent } from '@syncline/cli/simulate/concurrency.ts'
import { describe, expect, it } from 'vitest'

const never = new AbortController().signal

describe('forEachConcurrent', () => {
  it('runs every item once, never more at a time than the limit', async () => {
    let running = 0
    let most = 0
    const seen: number[] = []
    await forEachConcurrent(
      Array.from({ length: 100 }, (_, n) => n),
      7,
      never,
      async (n) => {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        seen.push(n)
        running -= 1
      },
    )
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    expect(most).toBe(7)
  })

  it('starts nothing after a failure and settles when what runs has ended', async () => {
    const started: number[] = []
    let ended = 0
    const run = forEachConcurrent([1, 2, 3, 4, 5], 2, never, async (n) => {
      started.push(n)
      await Promise.resolve()
      ended += 1
      if (n === 1) throw new Error('first')
    })
    await expect(run).rejects.toThrow('first')
    expect(ended).toBe(started.length)
    expect(started).not.toContain(5)
  })

  it('stops when the signal comes', async () => {
    const stop = new AbortController()
    const started: number[] = []
    const run = forEachConcurrent([1, 2, 3], 1, stop.signal, async (n) => {
      started.push(n)
      stop.abort(new Error('stopped'))
    })
    await expect(run).rejects.toThrow('stopped')
    expect(started).toEqual([1])
  })
})
