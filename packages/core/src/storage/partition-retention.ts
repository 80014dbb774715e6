/**
 * Drops partitions of the journal that are past their retention.
 * Guarantee: a partition that a pending row or a dead letter points into stays, however old; a drop never makes writers wait
 * for more than a second, it is postponed to the next run instead.
 */
import type pg from 'pg'
import { smallestUuidv7 } from '../runtime/uuid.ts'
import {
  DAY_MS,
  PARTITION_LOCK_KEY,
  PARTITIONED_TABLES,
  type PartitionedTable,
  PERIOD_DAYS,
} from './partition-period.ts'

const LOCK_NOT_AVAILABLE = '55P03'

export type Retention = {
  /** Days that request bodies are kept. */
  readonly operationDays: number
  /** Days that outcomes and changes are kept. */
  readonly outcomeDays: number
}

export type DropResult = {
  readonly dropped: readonly string[]
  /** Past retention, but pointed into or locked just now. */
  readonly kept: readonly string[]
}

export const DEFAULT_RETENTION: Retention = { operationDays: 30, outcomeDays: 400 }

export async function dropExpiredPartitions(
  pool: pg.Pool,
  now: Date,
  retention: Retention = DEFAULT_RETENTION,
): Promise<DropResult> {
  // Less than a period would drop the partition behind, which ensurePartitions makes again.
  if (retention.operationDays < PERIOD_DAYS.operation || retention.outcomeDays < PERIOD_DAYS.outcome) {
    throw new RangeError(
      `retention is at least ${PERIOD_DAYS.operation} days for operations and ${PERIOD_DAYS.outcome} for outcomes`,
    )
  }
  const result = { dropped: [], kept: [] }
  await dropEach(pool, await findExpired(pool, now, retention), result)
  return result
}

type Expired = { readonly table: PartitionedTable; readonly name: string }

async function findExpired(pool: pg.Pool, now: Date, retention: Retention): Promise<Expired[]> {
  const cutoff = (days: number) => smallestUuidv7(now.getTime() - days * DAY_MS)
  // The bound is read from the partition itself: its length may differ from today's.
  const { rows } = await pool.query<Expired>(
    `select expiry.parent as table, c.relname as name
     from unnest($1::text[], $2::uuid[]) as expiry (parent, cutoff)
     join pg_inherits i on i.inhparent = expiry.parent::regclass
     join pg_class c on c.oid = i.inhrelid
     where substring(pg_get_expr(c.relpartbound, c.oid) from $$TO \\('([0-9a-f-]+)'\\)$$)::uuid <= expiry.cutoff
     order by c.relname`,
    [
      PARTITIONED_TABLES,
      PARTITIONED_TABLES.map((table) =>
        cutoff(table === 'operation' ? retention.operationDays : retention.outcomeDays),
      ),
    ],
  )
  return rows
}

/**
 * One after the other, a transaction each: writers wait for one at most. After a table was found locked its other
 * partitions are not tried, each would make writers wait again.
 */
async function dropEach(
  pool: pg.Pool,
  [next, ...rest]: readonly Expired[],
  result: { dropped: string[]; kept: string[] },
): Promise<void> {
  if (!next) return
  const outcome = await dropOne(pool, next.name)
  const skipped = outcome === 'locked' ? rest.filter((other) => other.table === next.table) : []
  if (outcome === 'dropped') result.dropped.push(next.name)
  else result.kept.push(next.name, ...skipped.map((other) => other.name))
  await dropEach(
    pool,
    rest.filter((other) => !skipped.includes(other)),
    result,
  )
}

async function dropOne(pool: pg.Pool, name: string): Promise<'dropped' | 'needed' | 'locked'> {
  const client = await pool.connect()
  let failure: unknown
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${PARTITION_LOCK_KEY}); set local lock_timeout = '1s'`)
    const free = await isFree(client, name)
    if (free) await client.query(`drop table "${name}"`)
    await client.query('commit')
    return free ? 'dropped' : 'needed'
  } catch (error) {
    failure = error
    if (isLockTimeout(error)) return 'locked'
    throw error
  } finally {
    client.release(failure !== undefined)
  }
}

/** Still there, and nothing that is not finished has its operation in the bounds. */
async function isFree(client: pg.ClientBase, name: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    `with bound as (
       select substring(text from $$FROM \\('([0-9a-f-]+)'\\)$$)::uuid as lower,
              substring(text from $$TO \\('([0-9a-f-]+)'\\)$$)::uuid as upper
       from (select pg_get_expr(relpartbound, oid) as text from pg_class where oid = to_regclass($1)) as partition
     )
     select not exists (select from pending where operation_id >= lower and operation_id < upper)
        and not exists (select from dead_letter where operation_id >= lower and operation_id < upper) as free
     from bound`,
    [name],
  )
  return rows[0]?.free ?? false
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE
}
