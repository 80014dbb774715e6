/** A Bulk request gives the same answers and the same people and groups in one claim, and in claims of 7 with workers that die. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import type { ArmMessage } from '../support/faulty-worker.ts'
import { openTestLane, type TestLane } from '../support/lane.ts'
import { largeBulk } from '../support/large-bulk.ts'
import { openTestApi, type ScimAnswer, type TestApi } from '../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

const BLOCKS = 300
const FAIL_ON_ERRORS = 100
const PATIENCE = { timeoutMs: 120_000 }

let database: TestDatabase
let lane: TestLane
let api: TestApi
const workers: WorkerProcess[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  lane = openTestLane(database.url, { maxCost: 1_000_000 })
  api = await openTestApi(database, { waitLimitMs: 240_000 })
})
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.kill('SIGKILL'))))
afterAll(async () => {
  await api.close(0)
  await lane.close()
  await database.drop()
})

const settled = async ({ siteId }: TestDirectory) => {
  const { rows } = await lane.pool.query<{ settled: number }>('select settled from bulk where site_id = $1', [siteId])
  return rows[0]?.settled ?? 0
}
const startWorker = async () => {
  const worker = await startWorkerProcess({ url: database.url, redisUrl: undefined, batchSize: 7 })
  workers.push(worker)
  return worker
}

test('a Bulk of 3,000 in claims of 7, its worker killed twice, is answered as in one claim', async () => {
  const [whole, pieces] = [await createTestDirectory(lane.pool), await createTestDirectory(lane.pool)]
  const body = JSON.stringify(largeBulk(BLOCKS, FAIL_ON_ERRORS))
  const inOneClaim = api.scim(whole, 'POST', '/Bulk', body)
  await waitUntil(
    async () => (await lane.pool.query('select from bulk where site_id = $1', [whole.siteId])).rowCount,
    (count) => count === 1,
    PATIENCE,
  )
  await lane.drain({ site: { id: whole.siteId } } as Parameters<TestLane['drain']>[0], 10_000)
  const { rows } = await lane.pool.query('select size from lane_attempt where site_id = $1', [whole.siteId])
  expect(rows).toEqual([{ size: BLOCKS * 10 }])

  const inPieces = api.scim(pieces, 'POST', '/Bulk', body)
  const doomed: readonly [number, ArmMessage['boundary']][] = [
    [400, 'planned'],
    [1_200, 'committed'],
  ]
  for (const [from, boundary] of doomed) {
    // biome-ignore lint/performance/noAwaitInLoops: one worker after the other
    const worker = await startWorker()
    await waitUntil(
      () => settled(pieces),
      (count) => count >= from,
      PATIENCE,
    )
    worker.child.send({ boundary, signal: 'SIGKILL' } satisfies ArmMessage)
    expect(await worker.ended).toBe('SIGKILL')
    const left = await settled(pieces)
    expect(left).toBeLessThan(BLOCKS * 10)
  }
  await startWorker()

  const [expected, answer] = [await inOneClaim, await inPieces]
  expect(answer.status).toBe(200)
  expect(named(answer, pieces)).toEqual(named(expected, whole))
  const operations: JsonObject[] = answer.body.Operations
  expect(operations.filter(({ status }) => Number(status) >= 300)).toHaveLength(FAIL_ON_ERRORS)
  expect(operations.length).toBeLessThan(BLOCKS * 10)
  expect(statuses(operations, 'circle a', 'circle b', 'broken a', 'broken b')).toEqual(['201', '201', '409', '409'])
  expect(await imageOf(pieces)).toEqual(await imageOf(whole))
  expect(await kinds(pieces)).toEqual(await kinds(whole))
}, 300_000)

const statuses = (operations: readonly JsonObject[], ...bulkIds: string[]) =>
  bulkIds.map((wanted) => operations.find(({ bulkId }) => bulkId === wanted)?.status)

/** What differs between two directories: their ids. Those of created resources are named by their bulkId. */
function named({ body }: ScimAnswer, { directoryPublicId }: TestDirectory): unknown {
  const created = (body.Operations as JsonObject[]).filter(
    ({ method, status }) => method === 'POST' && status === '201',
  )
  const names = new Map(created.map(({ location, bulkId }) => [String(location).split('/').at(-1), bulkId]))
  const text = JSON.stringify(body).replaceAll(directoryPublicId, 'directory')
  return JSON.parse(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => String(names.get(id) ?? id)))
}

/** People and groups by their names. */
async function imageOf({ siteId }: TestDirectory): Promise<unknown> {
  const { rows } = await lane.pool.query(
    `select 'user' as kind, u.user_name_key as name, u.version, u.active, u.resource ->> 'title' as title,
            (select m.user_name_key from directory_user m
             where m.site_id = $1 and m.id::text = u.resource -> $2 -> 'manager' ->> 'value') as holds
     from directory_user u where u.site_id = $1
     union all
     select 'group', g.display_name_key, g.version, null, g.member_count::text,
            (select string_agg(coalesce(u.user_name_key, n.display_name_key), ',' order by coalesce(u.user_name_key, n.display_name_key))
             from directory_member m
             left join directory_user u on u.site_id = $1 and u.key = m.member_key
             left join directory_group n on n.site_id = $1 and n.key = m.member_key
             where m.site_id = $1 and m.group_key = g.key)
     from directory_group g where g.site_id = $1
     order by 1, 2`,
    [siteId, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  )
  expect(rows.length).toBeGreaterThan(1_000)
  return rows
}

async function kinds({ siteId }: TestDirectory): Promise<unknown> {
  const { rows } = await lane.pool.query(
    `select x.status, count(*)::integer as n from outcome x where x.site_id = $1 group by 1 order by 1`,
    [siteId],
  )
  return rows
}
