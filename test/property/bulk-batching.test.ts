/** Two ways to the same place: a Bulk request in any claims, and its operations one by one as if they were single requests. */
import { parseBulk } from '@syncline/api/bulk/parse-bulk.ts'
import type { Operation } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { directorySettings } from '@syncline/core/storage/catalogue/directory-settings.ts'
import { appendBulk, type BulkAppend } from '@syncline/core/storage/journal/bulk-append.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patch, postGroup, postUser } from '../support/large-bulk.ts'
import { planHistory, statusesOf } from '../support/pure-plan.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { BULK_REQUEST, ENTERPRISE } from '../support/urns.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const USERS = ['u1', 'u2', 'u3', 'u4']
const GROUPS = ['g1', 'g2', 'g3']
const user = fc.constantFrom(...USERS)
const group = fc.constantFrom(...GROUPS)
const anybody = fc.constantFrom(...USERS, ...GROUPS, 'nobody')
const userName = fc.constantFrom('ada', 'ben', 'cleo', 'dan')
const groupName = fc.constantFrom('Staff', 'Board', 'Crew')

/** The bulkId is given by `distinct`. */
const operation: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 4, arbitrary: userName.map((name) => postUser('user', { userName: name })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(userName, user)
      .map(([name, manager]) =>
        postUser('user', { userName: name, [ENTERPRISE]: { manager: { value: `bulkId:${manager}` } } }),
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(groupName, fc.uniqueArray(anybody, { maxLength: 3 }))
      .map(([name, members]) => postGroup('group', members, name)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(group, anybody)
      .map(([g, m]) => patch(`/Groups/bulkId:${g}`, { op: 'add', path: 'members', value: [{ value: `bulkId:${m}` }] })),
  },
  { weight: 2, arbitrary: user.map((u) => patch(`/Users/bulkId:${u}`, { op: 'replace', path: 'title', value: u })) },
  { weight: 1, arbitrary: user.map((u) => ({ method: 'DELETE', path: `/Users/bulkId:${u}` })) },
  { weight: 1, arbitrary: fc.constant({ method: 'DELETE', path: '/Users/none' }) },
)

/** Each bulkId once; what is more than there are has one that nobody refers to. */
function distinct(operations: readonly JsonObject[]): JsonObject[] {
  const left = { user: [...USERS], group: [...GROUPS] }
  return operations.map((each, at) => {
    if (each.method !== 'POST') return each
    const bulkId = left[each.bulkId === 'user' ? 'user' : 'group'].shift() ?? `more ${at}`
    return { ...each, bulkId }
  })
}

const anyOperations = fc.array(operation, { minLength: 3, maxLength: 24, size: 'max' }).map(distinct)

const lane = useTestLane()

async function parsed(operations: readonly JsonObject[], failOnErrors: number | null): Promise<BulkAppend> {
  const body = { schemas: [BULK_REQUEST], ...(failOnErrors === null ? {} : { failOnErrors }), Operations: operations }
  const credential = {
    credentialId: 1,
    kind: 'key' as const,
    prefix: 'test',
    hash: Buffer.alloc(0),
    expiresAt: new Date(),
    revokedAt: null,
    siteId: 1,
    directoryId: 1,
    directoryPublicId: '',
    mode: 'lenient' as const,
    audience: 'workforce' as const,
    settings: directorySettings({}),
    paused: null,
    schemas: RESOURCE_TYPES,
    access: 'write' as const,
  }
  return (await parseBulk(structuredClone(body), credential)).append
}

async function applied(append: BulkAppend, batchSize: number): Promise<Tenant> {
  const tenant = await createTenant(lane().pool)
  const of = { siteId: tenant.site.id, directoryId: tenant.directory.id, credentialId: null, id: uuidv7() }
  await appendBulk(lane().pool, { ...append, ...of })
  await lane().drain(tenant, batchSize)
  return tenant
}

test('any size of a claim gives the result of one claim, and the counters are exact', async () => {
  const limit = fc.option(fc.integer({ min: 1, max: 4 }))
  await fc.assert(
    fc.asyncProperty(anyOperations, limit, fc.integer({ min: 1, max: 9 }), async (operations, failOnErrors, size) => {
      const append = await parsed(operations, failOnErrors)
      const [whole, pieces] = [await applied(append, 1_000), await applied(append, size)]
      const image = await readSiteImage(lane().pool, pieces.site.id)
      expect(image).toEqual(await readSiteImage(lane().pool, whole.site.id))
      expect(image.counters).toEqual(await recount(lane().pool, pieces.site.id))
      expect(image.siteMembers).toEqual(await derivedSiteMembers(lane().pool, pieces.site.id))
      expect(image.outcomes?.length).toBe(operations.length)
      const { rows } = await lane().pool.query(
        `select b.settled = cardinality(b.operation_ids) and b.finished_at is not null as finished,
                b.errors = (select count(*) from outcome x where x.site_id = b.site_id and x.status >= 300 and x.status <> 424)
                  as counted
         from bulk b where b.site_id = any ($1)`,
        [[whole.site.id, pieces.site.id]],
      )
      expect(rows).toEqual([
        { finished: true, counted: true },
        { finished: true, counted: true },
      ])
    }),
    { numRuns: Number(process.env.SYNCLINE_TEST_RUNS ?? 25) },
  )
}, 240_000)

test('without circles it does what its operations would have done as single requests, one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(anyOperations, async (operations) => {
      const { id, operations: ordered } = await parsed(operations, null)
      fc.pre(ordered.every(({ place }) => place.cycle === null))
      const asked = ordered.filter(({ place }) => place.refusal === null)
      const singles = asked.map((each) => ({
        id: each.id,
        method: each.method ?? 'DELETE',
        resourceType: each.resourceType ?? 'User',
        resourceId: each.resourceId ?? '',
        body: each.body === null ? null : (JSON.parse(each.body) as Operation['body']),
      }))
      const parts = asked.map(({ place }, at) => ({ ...singles[at], bulk: { id, ...place } })) as typeof singles
      const state = { id, failOnErrors: null, errors: 0, stopped: false }
      const serial = planHistory(singles)
      const bulk = planHistory(parts, 'workforce', 'refuse', { bulks: new Map([[id, state]]), failed: new Map() })
      // What refers to a failed operation fails in both, with another status.
      const succeeded = (statuses: number[]) => statuses.map((status) => status < 300)
      expect(succeeded(statusesOf(bulk))).toEqual(succeeded(statusesOf(serial)))
      expect(bulk.state.users.written()).toEqual(serial.state.users.written())
      expect(bulk.state.groups.written()).toEqual(serial.state.groups.written())
      expect(bulk.state.members.written()).toEqual(serial.state.members.written())
      expect(bulk.changes).toEqual(serial.changes)
    }),
    { numRuns: 200 },
  )
})
