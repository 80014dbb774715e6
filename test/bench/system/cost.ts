/** What work cost the system behind its answers: bytes of WAL, lane jobs, batches and processor time, for each operation. */
import type { TestDirectory } from '../../support/test-directory.ts'
import type { Figure } from '../figure.ts'
import type { BenchSystem } from './bench-system.ts'
import { type Cpu, withCpu } from './cpu.ts'

export type Cost = Cpu & Pick<Figure['values'], 'walBytesPerOperation' | 'wakesPerOperation' | 'operationsPerBatch'>

type Mark = { readonly lsn: string; readonly wakes: number; readonly batches: number; readonly operations: number }

/**
 * Runs the work, which must be all that happens in the system meanwhile and all operations of that directory.
 * @param count how many it makes
 */
export async function withCost<T>(
  system: BenchSystem,
  directory: TestDirectory,
  count: number,
  work: () => Promise<T>,
): Promise<T & Cost> {
  const before = await mark(system, directory)
  const result = await withCpu(system.cpu, count, work)
  const after = await mark(system, directory)
  const operations = after.operations - before.operations
  if (operations !== count) throw new Error(`${operations} outcomes of ${count} operations`)
  const { rows } = await system.pool.query<{ bytes: number }>(
    'select pg_wal_lsn_diff($1::pg_lsn, $2::pg_lsn)::bigint as bytes',
    [after.lsn, before.lsn],
  )
  return {
    ...result,
    walBytesPerOperation: (rows[0]?.bytes ?? Number.NaN) / operations,
    wakesPerOperation: (after.wakes - before.wakes) / operations,
    operationsPerBatch: operations / (after.batches - before.batches),
  }
}

/** Outcomes of a batch have the time of their transaction in common. */
async function mark({ pool, wakes }: BenchSystem, { siteId }: TestDirectory): Promise<Mark> {
  const { rows } = await pool.query<Omit<Mark, 'wakes'>>(
    `select pg_current_wal_lsn()::text as lsn, count(*) as operations, count(distinct applied_at) as batches
     from outcome where site_id = $1`,
    [siteId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the database did not answer')
  return { ...row, wakes: await wakes.count() }
}
