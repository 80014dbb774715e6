/**
 * A start of many while their identity provider goes on, with a worker that is killed in between and a pause: it ends by itself,
 * each record leaves the review once, and an operation explains every row that came out otherwise than previewed.
 */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { readPreview } from '@syncline/core/storage/read/preview-read.ts'
import { readStart } from '@syncline/core/storage/read/start-read.ts'
import { afterEach, expect, test } from 'vitest'
import type { Request } from '../support/lane.ts'
import * as requests from '../support/requests.ts'
import { appendCommandOf, createReviewed } from '../support/start-world.ts'
import { useTestSystem } from '../support/test-system.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts'

const PEOPLE = 5_000
const A_GROUP = 50
const LIMIT = { timeoutMs: 180_000 }

const system = useTestSystem({ apis: {}, directory: 'none' })
const lane = useTestLane(system)
const workers: WorkerProcess[] = []
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.kill('SIGKILL'))))

async function startWorker(): Promise<WorkerProcess> {
  const worker = await startWorkerProcess({ url: system.database().url, redisUrl: undefined })
  workers.push(worker)
  return worker
}

test('5,000 users, operations meanwhile, a kill and a pause: no row is unexplained', async () => {
  const { pool } = lane()
  const tenant = await createReviewed(pool)
  const of = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const users = Array.from({ length: PEOPLE }, () => uuidv7())
  const groups = Array.from({ length: PEOPLE / A_GROUP }, () => uuidv7())
  const membersOf = (at: number) => users.slice(at * A_GROUP, (at + 1) * A_GROUP)
  await lane().apply(
    tenant,
    users.map((id, at) => requests.createUser(id, requests.person(`user ${at}`))),
  )
  await lane().apply(
    tenant,
    groups.map((id, at) => requests.createGroup(id, `Group ${at}`, membersOf(at))),
  )

  const first = await startWorker()
  const previewId = await askForPreview(createKysely(pool), of, 'test')
  const preview = await waitUntil(
    () => readPreview(pool, { ...of, previewId }),
    (found) => found?.state !== 'waiting',
    LIMIT,
  )
  expect(preview).toMatchObject({
    state: 'ready',
    counts: { users: { create: PEOPLE }, groups: { create: groups.length } },
  })

  await appendCommandOf(pool, tenant, { name: 'start', directoryId: of.directoryId, previewId, takeToday: true })
  const sent = operationsMeanwhile(users, groups)
  await lane().append(tenant, sent.slice(0, sent.length / 2))
  first.child.send({ boundary: 'step-planned', signal: 'SIGKILL' })
  expect(await first.ended).toBe('SIGKILL')
  const walked = async () => (await readStart(pool, of))?.walked ?? 0
  const atKill = await walked()
  expect(atKill).toBeLessThan(PEOPLE)

  await startWorker()
  await waitUntil(walked, (count) => count > atKill, LIMIT)
  await pool.query("update directory set paused = 'hold', paused_at = now() where id = $1", [of.directoryId])
  await lane().append(tenant, sent.slice(sent.length / 2))
  const pending = async () =>
    (await pool.query('select count(*) as n from pending where site_id = $1', [of.siteId])).rows[0].n
  await waitUntil(pending, (count) => count === 0, LIMIT)
  await pool.query('update directory set paused = null, paused_at = null where id = $1', [of.directoryId])

  const start = await waitUntil(
    () => readStart(pool, of),
    (found) => found?.report != null,
    LIMIT,
  )
  expect(start).toMatchObject({ state: 'finished', report: { unexplained: 0 } })
  // New, gone, and who lost their address.
  expect(start?.report?.changed).toBeGreaterThan(100)
  expect(start?.walked).toBeLessThanOrEqual(PEOPLE + groups.length + sent.length)
  const { rows } = await pool.query(
    `select (select count(*) from change where site_id = $1 and kind = 'created' and subject_type = 'account') as made,
       (select count(distinct subject_id) from change
        where site_id = $1 and kind = 'created' and subject_type = 'account') as accounts,
       (select count(*) from dead_letter where site_id = $1) as dead,
       (select count(*) from outcome where site_id = $1 and status >= 400) as refused`,
    [of.siteId],
  )
  expect(rows[0]).toMatchObject({ dead: 0, refused: 0 })
  expect(rows[0].made).toBe(rows[0].accounts)
}, 600_000)

/** New people, some that go, some that lose their address or take that of another, groups that are renamed and change. */
function operationsMeanwhile(users: readonly string[], groups: readonly string[]): Request[] {
  const every = (from: number) => users.filter((_, at) => at % 100 === from)
  const emails = (value: string) => [{ value, type: 'work', primary: true }]
  const operations: Request[] = [
    ...Array.from({ length: 60 }, (_, at) => requests.createUser(uuidv7(), requests.person(`late ${at}`))),
    ...every(1).map((id) => requests.deleteUser(id)),
    ...every(2).map((id) => requests.patchUser(id, { op: 'remove', path: 'emails' })),
    ...every(3).map((id) => requests.replaceUser(id, 'active', false)),
    ...every(4).map((id, at) => requests.replaceUser(id, 'emails', emails(`user ${at * 100 + 5}@example.com`))),
    ...groups.slice(0, 20).map((id, at) => requests.renameGroup(id, `Renamed ${at}`)),
    ...groups.slice(20, 40).map((id) => requests.addMembers(id, users[7] ?? '')),
  ]
  // In an order that has nothing to do with that of the walk.
  return operations
    .map((each, at) => [(at * 7_919) % operations.length, each] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, each]) => each)
}
