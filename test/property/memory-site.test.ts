/** The site without a database, on which rules are tested, comes to what the lane comes to: outcomes, changes and counters. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyHistory } from '../support/history.ts'
import { MemorySite } from '../support/memory-site.ts'
import { countersIn } from '../support/memory-view.ts'
import { readSiteImage, type SiteImage } from '../support/site-image.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

test('any history in batches of any size has the outcomes, changes and counters that it has in the database', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, fc.integer({ min: 1, max: 50 }), async (history, batchSize) => {
      const tenant = await createTenant(lane().pool)
      await lane().append(tenant, history)
      await lane().drain(tenant, batchSize)
      const image = await readSiteImage(lane().pool, tenant.site.id)

      const memory = new MemorySite({ batchSize })
      const { outcomes, changes } = memory.apply(...history)
      expect(
        outcomes.map(({ status, scimType, version, resource }) => ({ status, scim_type: scimType, version, resource })),
      ).toEqual(image.outcomes?.map((row) => pick(row, 'status', 'scim_type', 'version', 'resource')))
      expect(
        changes.map(({ subjectType, kind, before, after }) => ({ subject_type: subjectType, kind, before, after })),
      ).toEqual(image.changes?.map((row) => pick(row, 'subject_type', 'kind', 'before', 'after')))
      expect(countersIn(memory)).toEqual(countersOf(image))
    }),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 15) },
  )
})

function pick(row: unknown, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, (row as Record<string, unknown>)[name]]))
}

function countersOf({ counters = [] }: SiteImage): Record<string, number> {
  const rows = counters as readonly { of_directory: boolean; name: string; value: number }[]
  return Object.fromEntries(rows.map((row) => [`${row.of_directory ? 1 : 0}/${row.name}`, Number(row.value)]))
}
