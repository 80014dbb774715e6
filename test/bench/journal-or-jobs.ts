/**
 * What ADR 0001 rests on: accepting operations as jobs of a queue, one by one, against appending them to the journal in
 * groups; and applying them one by one against applying them in batches. Everything on one server, in one run.
 * Each figure is checked: what was counted as accepted or applied is counted again in the store.
 */
import { createGroupCommit } from '@syncline/api/accept/group-commit.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createPool } from '@syncline/core/storage/database.ts'
import { type AppendRequest, appendOperations } from '@syncline/core/storage/journal/append.ts'
import { JOURNAL_CONNECTIONS, openJournalPool } from '@syncline/core/storage/journal/journal-pool.ts'
import { createPostgresBackend, createRedisBackend, Queue, runMigrations } from 'bullmq'
import { appendRequest, digestOf } from '../support/journal-rows.ts'
import { openTestLane } from '../support/lane.ts'
import { createUser, person } from '../support/requests.ts'
import { createTenant } from '../support/tenant.ts'
import { createTestDirectory } from '../support/test-directory.ts'
import { keepBusy } from './keep-busy.ts'

export type Figure = { readonly what: string; readonly perSecond: number }

export type BenchStores = {
  /** A migrated database with durable commits. */
  readonly url: string
  /** A Redis that writes to disk before it answers; null: not measured. */
  readonly redisUrl: string | null
}

const onError = () => undefined

/** One durable row a statement, eight connections: what the machine and Postgres allow a client that does not group. */
export async function floor({ url }: BenchStores, rows: number): Promise<Figure> {
  const pool = createPool({ url, max: 8, applicationName: 'bench-floor', onError })
  await pool.query('create table bench_floor (id uuid primary key, body json)')
  const body = JSON.stringify(bodyOf('floor'))
  const perSecond = await keepBusy(rows, 8, () =>
    pool.query({ name: 'floor', text: 'insert into bench_floor values ($1, $2)', values: [uuidv7(), body] }),
  )
  await expectCount(pool, 'bench_floor', rows)
  await pool.query('drop table bench_floor')
  await pool.end()
  return { what: 'one durable row a statement, 8 connections (the floor)', perSecond }
}

/** One job an operation, the operation in its data, in BullMQ's Postgres backend. */
export async function jobsInPostgres({ url }: BenchStores, jobs: number, connections: number): Promise<Figure> {
  const settings = { search_path: 'bullmq' }
  const pool = createPool({ url, max: connections, applicationName: 'bench-jobs', settings, onError })
  const session = await pool.connect()
  await runMigrations(session)
  session.release()
  const queue = new Queue(`bench-${uuidv7()}`, { connection: pool }, createPostgresBackend)
  const perSecond = await addJobs(queue, jobs)
  await queue.close()
  await pool.end()
  return { what: `one job an operation, Postgres, ${connections} connections, 64 at a time`, perSecond }
}

/** The same in a Redis that is as durable. */
export async function jobsInRedis({ redisUrl }: BenchStores, jobs: number): Promise<Figure | null> {
  if (redisUrl === null) return null
  const queue = new Queue(`bench-${uuidv7()}`, { connection: { url: redisUrl } }, createRedisBackend)
  const perSecond = await addJobs(queue, jobs)
  await queue.close()
  return { what: 'one job an operation, Redis (appendfsync always), 64 at a time', perSecond }
}

/** The journal as the API writes it: group commit over two connections. */
export async function journal({ url }: BenchStores, operations: number, atOnce: number): Promise<Figure> {
  const reads = createPool({ url, max: 2, applicationName: 'bench', onError })
  const directory = await createTestDirectory(reads)
  const pool = openJournalPool(url, onError)
  type Item = { readonly request: AppendRequest; readonly done: () => void }
  const commit = createGroupCommit<Item>({
    maxInFlight: JOURNAL_CONNECTIONS,
    maxItems: 500,
    maxBytes: Number.POSITIVE_INFINITY,
    maxQueuedItems: operations,
    maxQueuedBytes: Number.POSITIVE_INFINITY,
    bytesOf: () => 0,
    async flush(group) {
      await appendOperations(
        pool,
        group.map((item) => item.request),
      )
      for (const { done } of group) done()
    },
  })
  const perSecond = await keepBusy(operations, atOnce, (at) => {
    const name = `${atOnce}-${at}`
    const request = appendRequest(directory, { digest: digestOf(name), body: bodyOf(name) })
    return new Promise<void>((done) => commit.add({ request, done }))
  })
  await expectCount(reads, `pending where site_id = ${directory.siteId}`, operations)
  await Promise.all([pool.end(), reads.end()])
  return { what: `journal, ${atOnce} requests at a time`, perSecond }
}

/** The lane on new users, in batches of at most this size. */
export async function lane({ url }: BenchStores, operations: number, batchSize: number): Promise<Figure> {
  const lanes = openTestLane(url, { batchSize })
  const tenant = await createTenant(lanes.pool)
  const people = Array.from({ length: operations }, (_, at) => createUser(uuidv7(), person(`p${at}`)))
  await lanes.append(tenant, people)
  const begun = performance.now()
  await lanes.drain(tenant, batchSize)
  const perSecond = (operations * 1_000) / (performance.now() - begun)
  await expectCount(lanes.pool, `outcome where status = 201 and site_id = ${tenant.site.id}`, operations)
  await expectCount(lanes.pool, `account where site_id = ${tenant.site.id}`, operations)
  await lanes.close()
  return { what: `lane, batches of ${batchSize}`, perSecond }
}

function bodyOf(userName: string) {
  return { kind: 'resource' as const, attributes: person(userName) }
}

async function addJobs(queue: Pick<Queue, 'add' | 'count'>, jobs: number): Promise<number> {
  const perSecond = await keepBusy(jobs, 64, (at) =>
    queue.add('operation', { id: uuidv7(), method: 'POST', body: bodyOf(`job${at}`) }),
  )
  const counted = await queue.count()
  if (counted !== jobs) throw new Error(`${jobs} jobs were added, the queue has ${counted}`)
  return perSecond
}

async function expectCount(pool: ReturnType<typeof createPool>, what: string, expected: number): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(`select count(*) as n from ${what}`)
  if (rows[0]?.n !== expected) throw new Error(`${expected} rows were expected, there are ${rows[0]?.n} in ${what}`)
}
