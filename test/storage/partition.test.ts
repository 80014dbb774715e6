/** Partitions of the journal, with the clock passed in. Each test has a site of its own; the tables are the file's. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { dropExpiredPartitions, ensurePartitions } from '@syncline/core/storage/partition.ts'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openPool } from '../support/pool.ts'

const DAY_MS = 86_400_000
const RETENTION = { operationDays: 30, outcomeDays: 400 }

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url, 4)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

async function partitions(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relispartition and relkind = 'r' order by relname`,
  )
  return rows.map((row) => row.name)
}

/** One operation with its outcome and change, made at `at`. */
async function insertOperation(siteId: number, at: Date): Promise<string> {
  const id = uuidv7(at.getTime())
  await pool.query(
    `insert into operation (site_id, id, directory_id, actor, method, resource_type, resource_id)
     values ($1, $2, 1, 'test', 'DELETE', 'User', $2)`,
    [siteId, id],
  )
  await pool.query(
    `insert into outcome (site_id, operation_id, applied_seq, status, applied_at) values ($1, $2, 1, 204, $3)`,
    [siteId, id, at],
  )
  await pool.query(
    `insert into change (site_id, applied_seq, n, operation_id, subject_type, subject_id, kind)
     values ($1, 1, 1, $2, 'User', $2, 'deleted')`,
    [siteId, id],
  )
  return id
}

function countOperations(siteId: number): Promise<number> {
  return pool
    .query<{ n: number }>('select count(*)::integer as n from operation where site_id = $1', [siteId])
    .then(({ rows }) => rows[0]?.n ?? -1)
}

test('names carry the date the period starts, aligned to the epoch: one behind, the current and three ahead', async () => {
  await ensurePartitions(pool, new Date('2040-01-07T12:00:00Z'))
  const names = (await partitions()).filter((name) => /_20(39|40)/.test(name))
  expect(names).toEqual([
    'change_20391125',
    'change_20391225',
    'change_20400124',
    'change_20400223',
    'change_20400324',
    'operation_20391229',
    'operation_20400105',
    'operation_20400112',
    'operation_20400119',
    'operation_20400126',
    'outcome_20391125',
    'outcome_20391225',
    'outcome_20400124',
    'outcome_20400223',
    'outcome_20400324',
  ])
})

test('callers at the same time make each partition once', async () => {
  const now = new Date('2035-06-01T00:00:00Z')
  const made = await Promise.all(Array.from({ length: 4 }, () => ensurePartitions(pool, now)))
  expect(made.flat()).toHaveLength(15)
  expect(new Set(made.flat()).size).toBe(15)
})

test('an operation can be written at the last and the first millisecond around a bound, also with a late clock', async () => {
  const bound = Date.UTC(2036, 0, 3)
  expect(bound % (7 * DAY_MS)).toBe(0)
  await ensurePartitions(pool, new Date(bound))
  await Promise.all([bound - 7 * DAY_MS, bound - 1, bound].map((at) => insertOperation(36, new Date(at))))
  const { rows } = await pool.query(
    'select tableoid::regclass::text as name from operation where site_id = 36 order by id',
  )
  expect(rows.map((row) => row.name)).toEqual(['operation_20351227', 'operation_20351227', 'operation_20360103'])
})

test('making partitions does not wait for a writer that has not committed', async () => {
  await ensurePartitions(pool, new Date('2037-01-01'))
  const writer = await pool.connect()
  await writer.query('begin')
  await writer.query(
    `insert into outcome (site_id, operation_id, applied_seq, status, applied_at) values (37, $1, 1, 204, now())`,
    [uuidv7(Date.UTC(2037, 0, 1))],
  )
  expect(await ensurePartitions(pool, new Date('2037-06-01'))).toHaveLength(15)
  await writer.query('rollback')
  writer.release()
})

test('two periods on, an empty old partition goes; one with a pending row or a dead letter stays', async () => {
  const start = new Date(Date.UTC(2030, 0, 3))
  const weeks = (n: number) => new Date(start.getTime() + n * 7 * DAY_MS)
  await ensurePartitions(pool, start)
  const [pending, dead] = await Promise.all([insertOperation(30, weeks(0)), insertOperation(30, weeks(1))])
  await insertOperation(30, weeks(2))
  await pool.query(
    `insert into pending (site_id, directory_id, operation_id, digest) values (30, 1, $1, gen_random_uuid())`,
    [pending],
  )
  await pool.query(
    `insert into dead_letter (site_id, operation_id, directory_id, seq, reason, at) values (30, $1, 1, 1, 'test', now())`,
    [dead],
  )
  // The clock goes over two bounds: there is always room for what comes.
  await ensurePartitions(pool, weeks(1))
  await ensurePartitions(pool, weeks(2))
  await insertOperation(30, weeks(5))

  const later = weeks(8)
  const result = await dropExpiredPartitions(pool, later, RETENTION)
  expect(result.kept).toEqual(expect.arrayContaining(['operation_20300103', 'operation_20300110']))
  expect(result.dropped).toContain('operation_20300117')
  expect(await partitions()).not.toContain('operation_20300117')
  expect(await countOperations(30)).toBe(3)

  // Settled and cleared: now they go too.
  await pool.query('delete from pending where site_id = 30')
  await pool.query('delete from dead_letter where site_id = 30')
  expect((await dropExpiredPartitions(pool, later, RETENTION)).kept).toEqual([])
  expect(await countOperations(30)).toBe(1)
})

test('bodies go after their retention, outcomes and changes stay until theirs', async () => {
  const start = new Date(Date.UTC(2031, 0, 2))
  await ensurePartitions(pool, start)
  await insertOperation(31, start)
  const counts = async () => {
    const { rows } = await pool.query(
      `select (select count(*)::integer from operation where site_id = 31) as operation,
              (select count(*)::integer from outcome where site_id = 31) as outcome,
              (select count(*)::integer from change where site_id = 31) as change`,
    )
    return rows[0]
  }
  await dropExpiredPartitions(pool, new Date(start.getTime() + 36 * DAY_MS), RETENTION)
  expect(await counts()).toEqual({ operation: 1, outcome: 1, change: 1 })
  await dropExpiredPartitions(pool, new Date(start.getTime() + 37 * DAY_MS), RETENTION)
  expect(await counts()).toEqual({ operation: 0, outcome: 1, change: 1 })
  await dropExpiredPartitions(pool, new Date(start.getTime() + 431 * DAY_MS), RETENTION)
  expect(await counts()).toEqual({ operation: 0, outcome: 0, change: 0 })
})

test('partitions of a table that is being read are kept for the next time instead of waited for', async () => {
  const start = new Date(Date.UTC(2032, 0, 1))
  await ensurePartitions(pool, start)
  await dropExpiredPartitions(pool, start, RETENTION)
  const reader = await pool.connect()
  await reader.query('begin')
  await reader.query('select count(*) from operation')
  const later = new Date(start.getTime() + 60 * DAY_MS)
  const first = await dropExpiredPartitions(pool, later, RETENTION)
  expect(first.dropped).toEqual([])
  expect(first.kept.length).toBeGreaterThan(1)
  await reader.query('rollback')
  reader.release()
  expect((await dropExpiredPartitions(pool, later, RETENTION)).dropped).toEqual(first.kept)
})

test('a retention shorter than a period is refused', async () => {
  await expect(dropExpiredPartitions(pool, new Date(), { operationDays: 6, outcomeDays: 400 })).rejects.toThrow(
    RangeError,
  )
})
