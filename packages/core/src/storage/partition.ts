/**
 * Creates the partitions of the journal ahead of time.
 * Guarantee: the partitions around `now` exist after `ensurePartitions`, with any number of concurrent callers, and making
 * them never waits for or blocks writers.
 */
import type pg from 'pg'
import { PARTITION_LOCK_KEY, PARTITIONED_TABLES, type Partition, partitionsAround } from './partition-period.ts'

export { DEFAULT_RETENTION, type DropResult, dropExpiredPartitions, type Retention } from './partition-retention.ts'

/** Creates the missing partitions around `now`; returns their names. */
export async function ensurePartitions(pool: pg.Pool, now: Date): Promise<string[]> {
  const wanted = PARTITIONED_TABLES.flatMap((table) => partitionsAround(table, now))
  if ((await findMissing(pool, wanted)).length === 0) return []
  const client = await pool.connect()
  let failure: unknown
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${PARTITION_LOCK_KEY})`)
    const missing = await findMissing(client, wanted)
    if (missing.length > 0) await client.query(missing.map(createStatement).join(';\n'))
    await client.query('commit')
    return missing.map((partition) => partition.name)
  } catch (error) {
    failure = error
    throw error
  } finally {
    client.release(failure !== undefined)
  }
}

async function findMissing(db: pg.Pool | pg.ClientBase, wanted: readonly Partition[]): Promise<Partition[]> {
  const { rows } = await db.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = any ($1::text[]::regclass[])`,
    [PARTITIONED_TABLES],
  )
  const there = new Set(rows.map((row) => row.name))
  return wanted.filter((partition) => !there.has(partition.name))
}

// Made apart and attached: `create table … partition of` locks out readers and writers of the whole table, attach does not.
function createStatement({ name, table, from, to }: Partition): string {
  return `create table "${name}" (like "${table}" including all excluding indexes);
    alter table "${table}" attach partition "${name}" for values from ('${from}') to ('${to}')`
}
