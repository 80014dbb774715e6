/** Lists that look at a whole directory leave connections to everybody else. */
import { createScanLimit } from '@syncline/api/scim/scan-limit.ts'
import { expect, test } from 'vitest'

/** Everything that follows from what has happened has happened. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('two scans at a time, the others in their order, and too many are refused with 503', async () => {
  const limit = createScanLimit()
  const started: number[] = []
  const open: { end(): void; fail(): void }[] = []
  const scans = Array.from({ length: 52 }, (_, n) =>
    limit.run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(n)
          open.push({ end: () => resolve(n), fail: () => reject(new Error('failed')) })
        }),
    ),
  )
  await turn()
  expect(started).toEqual([0, 1])
  await expect(limit.run(() => Promise.resolve())).rejects.toMatchObject({ status: 503 })
  open[0]?.end()
  expect(await scans[0]).toBe(0)
  open[1]?.fail()
  await expect(scans[1]).rejects.toThrow('failed')
  // Both places were handed over, by the one that failed as well.
  const end = (n: number): Promise<unknown> => {
    open[n]?.end()
    return Promise.resolve(scans[n])
  }
  await turn()
  for (let n = 2; n < 52; n += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: one after another
    expect(await end(n)).toBe(n)
    await turn()
    expect(started.length).toBe(Math.min(n + 3, 52))
  }
  expect(started).toEqual(Array.from({ length: 52 }, (_, n) => n))
  expect(await limit.run(() => Promise.resolve('free again'))).toBe('free again')
})
