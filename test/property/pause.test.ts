/** A pause delays and changes nothing: after it the site is as if there had been none, and nothing waits any more. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { pauseDirectory, resumeDirectory } from '@syncline/core/storage/catalogue/directory-pause.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { runSlice } from '@syncline/worker/lane/slice.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calmHistory } from '../support/calm-history.ts'
import { anyHistory } from '../support/history.ts'
import type { Request } from '../support/lane.ts'
import { derivedSiteMembers, readSiteImage, recount, type SiteImage } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const numRuns = Number(process.env.SYNCLINE_TEST_RUNS ?? 10)

/** Shrinking would take the time of many runs; the history that failed is printed as it was. */
const LIMIT = { endOnFailure: true }

type Sizes = { readonly batchSize: number; readonly stepSize: number }
const sizes: fc.Arbitrary<Sizes> = fc.record({
  batchSize: fc.integer({ min: 1, max: 20 }),
  stepSize: fc.integer({ min: 1, max: 5 }),
})

async function drain({ site }: Tenant, { batchSize, stepSize }: Sizes): Promise<void> {
  const result = await runSlice({ ...lane().deps, batchSize, stepSize }, site.id, { unfloored: true })
  expect(result).toBe('drained')
}

/** Applies the requests, each under the pause that it falls in; the last pause ends behind them. */
async function applyPaused(tenant: Tenant, requests: readonly Request[], paused: readonly boolean[], by: Sizes) {
  const db = createKysely(lane().pool)
  let isPaused = false
  let from = 0
  const turn = async (to: number, next: boolean) => {
    await lane().append(tenant, requests.slice(from, to))
    await drain(tenant, by)
    from = to
    isPaused = next
    if (next) await pauseDirectory(db, tenant.directory, 'hold', 'test')
    else await resumeDirectory(db, tenant.directory, 'test')
  }
  for (const [at, wanted] of paused.entries()) {
    // biome-ignore lint/performance/noAwaitInLoops: one after another, as it happens
    if (wanted !== isPaused) await turn(at, wanted)
  }
  await turn(requests.length, false)
  await drain(tenant, by)
}

type AccountImage = {
  readonly owner: string | null
  readonly active: boolean
  readonly email_key: string
  readonly profile: object
}

/**
 * What stands there: without the history, and without what only somebody who came and went within a pause would have left: an
 * account that is off, or the profile of one.
 */
function standing({ outcomes: _, changes: __, counters: ___, ...image }: SiteImage, other: SiteImage): SiteImage {
  const there = new Set((other.accounts as readonly AccountImage[]).map((account) => account.email_key))
  const accounts = (image.accounts as readonly AccountImage[])
    .filter(({ owner, active, email_key: email }) => owner !== null || active || there.has(email))
    .map((account) => (account.owner === null && !account.active ? { ...account, profile: {} } : account))
  return { ...image, accounts }
}

async function expectSettled({ site }: Tenant): Promise<SiteImage> {
  const image = await readSiteImage(lane().pool, site.id)
  const { rows } = await lane().pool.query('select * from dirty where site_id = $1', [site.id])
  expect(rows).toEqual([])
  expect(image.deadLetters).toEqual([])
  expect(image.counters).toEqual(await recount(lane().pool, site.id))
  expect(image.siteMembers).toEqual(await derivedSiteMembers(lane().pool, site.id))
  const { rows: dead } = await lane().pool.query(
    `select l.user_key from user_link l where l.site_id = $1
       and not exists (select from directory_user u where u.site_id = $1 and u.key = l.user_key)`,
    [site.id],
  )
  expect(dead).toEqual([])
  return image
}

/** But for how an address is spelled: of two spellings the last one that was projected stays. */
function spelled({ outcomes: _, changes: __, ...image }: SiteImage): SiteImage {
  return { ...image, accounts: (image.accounts ?? []).map((account) => ({ ...(account as object), email: '' })) }
}

/** Every record again: nothing of what stands there changes. */
async function expectFixed(tenant: Tenant, by: Sizes): Promise<void> {
  const before = await readSiteImage(lane().pool, tenant.site.id)
  const scopes = [{ kind: 'directory', directoryId: tenant.directory.id }] as const
  const command = { name: 'reproject', scopes } as const
  const db = createKysely(lane().pool)
  await appendCommand(db, { id: uuidv7(), siteId: tenant.site.id, actor: 'test', reason: null, command })
  await drain(tenant, by)
  const after = await readSiteImage(lane().pool, tenant.site.id)
  expect(spelled(after)).toEqual(spelled(before))
}

test('a site whose directory was paused is afterwards like one whose directory never was', async () => {
  await fc.assert(
    fc.asyncProperty(calmHistory, sizes, async ({ requests, paused }, by) => {
      const never = await createTenant(lane().pool)
      await lane().append(never, requests)
      await drain(never, { batchSize: 1, stepSize: 1 })
      const once = await createTenant(lane().pool)
      await applyPaused(once, requests, paused, by)
      const [image, expected] = [await expectSettled(once), await expectSettled(never)]
      expect(standing(image, expected)).toEqual(standing(expected, image))
      await expectFixed(once, by)
    }),
    { numRuns, ...LIMIT },
  )
}, 240_000)

test('whatever happens in a pause, also when people want the same: nothing waits afterwards, and projecting again changes nothing', async () => {
  const pauses = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(anyHistory, pauses, sizes, async (history, flags, by) => {
      const tenant = await createTenant(lane().pool)
      const paused = history.map((_, at) => flags[Math.floor(at / 4)] ?? false)
      await applyPaused(tenant, history, paused, by)
      await expectSettled(tenant)
      await expectFixed(tenant, by)
    }),
    { numRuns, ...LIMIT },
  )
}, 240_000)
