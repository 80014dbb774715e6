/** Tables of records that are to be projected, of the review before the first sync, and of starts, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'
import type { GoneRecord } from '../domain/gone-record.ts'
import type { JsonObject } from '../scim/json.ts'
import type { Jsonb, Timestamp } from './column.ts'

export type DirtyTable = {
  site_id: number
  key: number
  directory_id: number
  operation_id: string
  begins: Generated<boolean>
  loss: Generated<boolean>
  since: Timestamp
  failure: string | null
  gone: ColumnType<GoneRecord | null, string | null | undefined, string | null>
  guarded: Generated<boolean>
  freed: Jsonb | null
}

export type StartTable = {
  site_id: number
  operation_id: string
  directory_id: number
  preview_id: string | null
  state: 'running' | 'finished' | 'stopped'
  walked_to: Generated<number>
  records: number
  walked: Generated<number>
  began_seq: number
  ended_seq: number | null
  actor: string
  reason: string | null
  began_at: Timestamp
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  report: ColumnType<JsonObject | null, string | null | undefined, string | null>
}

export type PreviewTable = {
  site_id: number
  id: string
  directory_id: number
  state: Generated<'waiting' | 'ready' | 'failed'>
  actor: string
  reason: string | null
  asked_at: Timestamp
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  tries: Generated<number>
  as_of_seq: ColumnType<number | null, number | null | undefined, number | null>
  next_key: ColumnType<number | null, number | null | undefined, number | null>
  counts: ColumnType<JsonObject | null, string | null | undefined, string | null>
  failure: string | null
}

export type PreviewRowTable = {
  site_id: number
  preview_id: string
  record_key: number
  record_id: string
  type: 'User' | 'Group'
  kind: string
  target_id: string | null
  other_id: string | null
  active: boolean | null
  class: 'managed' | 'external' | 'portal-only' | null
  external: boolean
  notices: string[]
  members: number | null
  inside: number | null
  outside: number | null
  failure: string | null
}

export type PreviewAbsentTable = { site_id: number; preview_id: string; account_key: number; pairs: Jsonb }

export type StartDifferenceTable = {
  site_id: number
  operation_id: string
  record_key: number
  record_id: string
  type: 'User' | 'Group'
  kind_before: string | null
  kind_now: string | null
  target_before: string | null
  target_now: string | null
  other_before: string | null
  other_now: string | null
  changed_by: string | null
  changed_seq: number | null
  changed_what: string | null
}
