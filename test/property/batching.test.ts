/** Two ways to the same place: one operation at a time, or any other cut into batches, gives the same site. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyHistory } from '../support/history.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

test('any cut into arrivals and batches gives the serial result, and the counters are exact', async () => {
  const arrivals = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(anyHistory, arrivals, fc.integer({ min: 2, max: 50 }), async (history, cuts, batchSize) => {
      const serial = await createTenant(lane().pool)
      await lane().append(serial, history)
      await lane().drain(serial, 1)

      const batched = await createTenant(lane().pool)
      let at = 0
      for (const cut of [...cuts, history.length]) {
        // biome-ignore lint/performance/noAwaitInLoops: arrivals come one after another
        await lane().append(batched, history.slice(at, at + cut))
        at += cut
        await lane().drain(batched, batchSize)
      }
      const image = await readSiteImage(lane().pool, batched.site.id)
      expect(image).toEqual(await readSiteImage(lane().pool, serial.site.id))
      expect(image.counters).toEqual(await recount(lane().pool, batched.site.id))
      expect(image.siteMembers).toEqual(await derivedSiteMembers(lane().pool, batched.site.id))
      expect(image.deadLetters).toEqual([])
      expect(image.outcomes?.length).toBe(history.length)
    }),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 40) },
  )
})
