/**
 * A preview is what the start then does, row by row, whatever the directory and the site have in them and however both are cut
 * into steps; and what came between them explains what is otherwise.
 */
import { runSlice } from '@syncline/worker/lane/slice.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addAccount, addLocalGroup } from '../support/existing-site.ts'
import { anyHistory } from '../support/history.ts'
import type { Request } from '../support/lane.ts'
import { appendCommandOf, createReviewed, previewOf, previewRows, reported } from '../support/start-world.ts'
import type { Tenant } from '../support/tenant.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)

const RUNS = Number(process.env.SYNCLINE_TEST_RUNS ?? 15)

type Existing = { readonly accounts: readonly string[]; readonly off: boolean; readonly groups: readonly string[] }

const existing: fc.Arbitrary<Existing> = fc.record({
  accounts: fc.uniqueArray(fc.constantFrom('a@example.com', 'b@example.com', 'z@example.com'), { maxLength: 3 }),
  off: fc.boolean(),
  groups: fc.uniqueArray(fc.constantFrom('Staff', 'group 1', 'İstanbul', 'Old'), { maxLength: 3 }),
})
const stepSize = fc.integer({ min: 1, max: 12 })

async function worldOf({ accounts, off, groups }: Existing): Promise<Tenant> {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  for (const [at, email] of accounts.entries()) {
    // biome-ignore lint/performance/noAwaitInLoops: keys in their order
    await addAccount(pool, tenant.site.id, { email, ...(off && at === 0 ? { switchedOffBy: 'admin' } : {}) })
  }
  // biome-ignore lint/performance/noAwaitInLoops: keys in their order
  for (const name of groups) await addLocalGroup(pool, tenant.site.id, name)
  return tenant
}

async function startOf(tenant: Tenant, previewId: string, size: number, meanwhile: readonly Request[] = []) {
  const { pool, deps } = lane()
  const { directory } = tenant
  await appendCommandOf(pool, tenant, { name: 'start', directoryId: directory.id, previewId, takeToday: true })
  await lane().append(tenant, meanwhile)
  const result = await runSlice({ ...deps, stepSize: size, batchSize: 3 }, tenant.site.id, { unfloored: true })
  expect(result).toBe('drained')
  return reported(system.database().url, pool, tenant)
}

test('a start does what its preview said, row by row, at any size of their steps', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, existing, stepSize, stepSize, async (history, site, previewStep, startStep) => {
      const { pool } = lane()
      const url = system.database().url
      const tenant = await worldOf(site)
      await lane().apply(tenant, history)
      const preview = await previewOf(url, pool, tenant, previewStep)
      const rows = await previewRows(pool, tenant, preview)
      const { report, walked } = await startOf(tenant, preview, startStep)
      expect(report).toMatchObject({ equal: rows.length, changed: 0, unexplained: 0 })
      expect(walked).toBe(rows.length)
      const again = await previewOf(url, pool, tenant, previewStep)
      // Linked now where it said that an account or group would be made: everything else is as it said.
      expect((await previewRows(pool, tenant, again)).map(settled)).toEqual(rows.map(settled))
    }),
    { numRuns: RUNS },
  )
}, 240_000)

/** What was to be made is there by now; what is in the way of somebody may have been made by the start. */
function settled({ kind, target: _, ...row }: Awaited<ReturnType<typeof previewRows>>[number]) {
  return { ...row, kind: kind === 'create' ? 'link' : kind }
}

test('what an identity provider did between preview and end explains every row that came out otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyHistory,
      fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })),
      existing,
      stepSize,
      async (history, [before, during], site, size) => {
        const { pool } = lane()
        const tenant = await worldOf(site)
        const cut = Math.max(0, history.length - before - during)
        await lane().apply(tenant, history.slice(0, cut))
        const preview = await previewOf(system.database().url, pool, tenant)
        await lane().apply(tenant, history.slice(cut, cut + before))
        const { report, id } = await startOf(tenant, preview, size, history.slice(cut + before))
        const { rows } = await pool.query(
          'select * from start_difference where site_id = $1 and operation_id = $2 and changed_by is null',
          [tenant.site.id, id],
        )
        expect(rows).toEqual([])
        expect(report).toMatchObject({ unexplained: 0 })
      },
    ),
    { numRuns: RUNS },
  )
}, 240_000)
