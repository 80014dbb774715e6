/** The table of erasures, as Kysely sees it. */
import type { ColumnType, Generated } from 'kysely'
import type { ErasureTraces } from '../domain/erasure.ts'
import type { Timestamp } from './column.ts'

export type ErasureTable = {
  site_id: number
  id: string
  person_id: string | null
  directory_id: number | null
  subjects: Generated<string[]>
  traces: ColumnType<ErasureTraces | null, string | null | undefined, string | null>
  actor: string
  reason: string | null
  began_at: Timestamp
  state: Generated<'finding' | 'blanking' | 'finished'>
  walked_to: Generated<number>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
