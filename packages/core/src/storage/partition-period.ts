/**
 * Which partitions the journal has, by range of the operation's uuidv7. Periods are aligned to the epoch, so all processes
 * agree on the bounds; a partition carries the date its period starts (UTC), e.g. `operation_20260101`.
 */
import { smallestUuidv7 } from '../runtime/uuid.ts'

export const DAY_MS = 86_400_000

/** Bodies are large and kept for weeks; outcomes and changes are small and kept for more than a year. */
export const PERIOD_DAYS = { operation: 7, outcome: 30, change: 30 } as const satisfies Record<string, number>
export type PartitionedTable = keyof typeof PERIOD_DAYS
export const PARTITIONED_TABLES = ['operation', 'outcome', 'change'] as const satisfies readonly PartitionedTable[]

/** One behind: an API process with a late clock makes ids of the period before. */
const PERIODS_BEHIND = 1
const PERIODS_AHEAD = 3

/** Advisory lock of whoever creates or drops partitions. */
export const PARTITION_LOCK_KEY = 7_327_002

export type Partition = {
  readonly name: string
  readonly table: PartitionedTable
  /** First id that belongs to it. */
  readonly from: string
  /** First id that no longer does. */
  readonly to: string
}

export function partitionsAround(table: PartitionedTable, now: Date): Partition[] {
  const periodMs = PERIOD_DAYS[table] * DAY_MS
  const current = Math.floor(now.getTime() / periodMs)
  return Array.from({ length: PERIODS_BEHIND + 1 + PERIODS_AHEAD }, (_, index) => {
    const startMs = (current - PERIODS_BEHIND + index) * periodMs
    const date = new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '')
    return {
      name: `${table}_${date}`,
      table,
      from: smallestUuidv7(startMs),
      to: smallestUuidv7(startMs + periodMs),
    }
  })
}
