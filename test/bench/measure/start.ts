/**
 * Start syncing now: users and their groups from a directory in review to the site, while its identity provider goes on sending
 * single POSTs; and the preview of it before.
 */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { readPreview } from '@syncline/core/storage/read/preview-read.ts'
import { readStart } from '@syncline/core/storage/read/start-read.ts'
import { type FillRequest, fillDirectory } from '../../support/fill-directory.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { waitUntil } from '../../support/wait-until.ts'
import type { RowCounts } from '../conservation.ts'
import { createLoadClient } from '../load/client.ts'
import { timingOf } from '../load/timing.ts'
import type { Bench, Measurement } from '../measurement.ts'
import { userBody } from '../people.ts'
import { untilStored } from '../stored-users.ts'

const MEMBERS = 100
const LIMIT_MS = 900_000
const POST_CONNECTIONS = 2

export const start: Measurement = {
  name: 'start',
  what: 'preview and start of a directory with all its users and groups, POSTs meanwhile',
  queueMatters: false,
  async run(bench) {
    const { system, sizes } = bench
    const directory = await createTestDirectory(system.pool)
    await system.pool.query("update directory set phase = 'reviewing' where site_id = $1", [directory.siteId])
    await fill(bench, directory, sizes.started)
    const asked = performance.now()
    const preview = await previewOf(bench, directory)
    const previewMs = performance.now() - asked
    const { latencies, seconds } = await startWhilePosting(bench, directory, preview, sizes.started)
    const posts = timingOf(Float64Array.from(latencies), seconds * 1_000)
    const counted = await assertStarted(bench, directory, sizes.started, latencies.length)
    return {
      figures: [
        { id: 'preview', what: 'users of a preview', values: { perSecond: (sizes.started * 1_000) / previewMs } },
        { id: 'start', what: 'users of a start, with their groups', values: { perSecond: sizes.started / seconds } },
        { id: 'start-post', what: 'create a user meanwhile, 2 connections', values: posts },
      ],
      counted,
    }
  },
}

async function fill({ system }: Bench, directory: TestDirectory, users: number): Promise<void> {
  const ids = await fillDirectory(system.databaseUrl, directory, usersTo(users))
  await untilStored({ system }, directory)
  await fillDirectory(system.databaseUrl, directory, groupsOf(ids))
  await untilStored({ system }, directory)
}

function* usersTo(count: number): Generator<FillRequest> {
  for (let at = 0; at < count; at += 1) yield { method: 'POST', resourceType: 'User', body: JSON.parse(userBody(at)) }
}

function* groupsOf(ids: readonly string[]): Generator<FillRequest> {
  for (let at = 0; at < ids.length; at += MEMBERS) {
    const members = ids.slice(at, at + MEMBERS).map((value) => ({ value }))
    yield { method: 'POST', resourceType: 'Group', body: { displayName: `Group ${at}`, members } }
  }
}

async function previewOf({ system: { pool } }: Bench, { siteId, directoryId }: TestDirectory): Promise<string> {
  const previewId = await askForPreview(createKysely(pool), { siteId, directoryId }, 'bench')
  const preview = await waitUntil(
    () => readPreview(pool, { siteId, directoryId, previewId }),
    (found) => found?.state !== 'waiting',
    { timeoutMs: LIMIT_MS, intervalMs: 50 },
  )
  if (preview?.state !== 'ready') throw new Error(`the preview failed: ${preview?.failure}`)
  return previewId
}

async function startWhilePosting({ system }: Bench, directory: TestDirectory, previewId: string, users: number) {
  const { siteId, directoryId } = directory
  const client = createLoadClient({ origin: system.url, connections: POST_CONNECTIONS, key: directory.key })
  const path = `/scim/v2/${directory.directoryPublicId}/Users`
  const latencies: number[] = []
  let running = true
  let next = users
  const post = async (connection: number): Promise<void> => {
    while (running) {
      const body = userBody(next)
      next += 1
      const begun = performance.now()
      // biome-ignore lint/performance/noAwaitInLoops: a connection carries one request at a time
      const answer = await client.send(connection, { method: 'POST', path, body })
      latencies.push(performance.now() - begun)
      if (answer.status !== 201) throw new Error(`a user was not created: ${answer.status} ${answer.text}`)
    }
  }
  const command = { name: 'start', directoryId, previewId, takeToday: true } as const
  await appendCommand(createKysely(system.pool), { id: uuidv7(), siteId, actor: 'bench', reason: null, command })
  const posting = Promise.all(Array.from({ length: POST_CONNECTIONS }, (_, connection) => post(connection)))
  await system.wakeLane(siteId)
  const ended = waitUntil(
    () => readStart(system.pool, { siteId, directoryId }),
    (found) => found?.state === 'finished',
    { timeoutMs: LIMIT_MS, intervalMs: 50 },
  )
  const found = await Promise.race([ended, posting.then(() => ended)])
  running = false
  await posting
  await client.close()
  if (found?.endedAt == null) throw new Error('the start has not ended')
  return { latencies, seconds: (found.endedAt.getTime() - found.beganAt.getTime()) / 1_000 }
}

/** Everybody has an account and is in their group, and the report has nothing to explain. */
async function assertStarted(
  { system: { pool } }: Bench,
  { siteId, directoryId }: TestDirectory,
  started: number,
  posted: number,
): Promise<RowCounts> {
  const { report } = (await waitUntil(
    () => readStart(pool, { siteId, directoryId }),
    (found) => found?.report != null,
    { timeoutMs: LIMIT_MS },
  )) ?? { report: null }
  const groups = Math.ceil(started / MEMBERS)
  const { rows } = await pool.query<RowCounts>(
    `select (select count(*) from account where site_id = $1) as accounts,
       (select count(*) from user_link where site_id = $1 and kind = 'owning') as "owned accounts",
       (select count(*) from site_group where site_id = $1) as "site groups",
       (select count(*) from site_member where site_id = $1) as "site members",
       (select count(*) from hold where site_id = $1) as holds`,
    [siteId],
  )
  const [found = {}] = rows
  const users = started + posted
  const counted = { ...found, equal: report?.equal ?? 0, unexplained: report?.unexplained ?? -1 }
  const wanted: RowCounts = {
    accounts: users,
    'owned accounts': users,
    'site groups': groups,
    'site members': started,
    holds: 0,
    equal: started + groups,
    unexplained: 0,
  }
  const differences = Object.entries(wanted).filter(([what, count]) => counted[what as keyof typeof counted] !== count)
  if (differences.length > 0) throw new Error(`not as started: ${JSON.stringify({ counted, wanted })}`)
  return counted
}
