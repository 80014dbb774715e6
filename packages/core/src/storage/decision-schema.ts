/** Tables of conflicts and their decisions, and of the deprovisioning guard, as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'
import type { ConflictDecision, ConflictState } from '../domain/conflict.ts'
import type { GoneRecord } from '../domain/gone-record.ts'
import type { ConflictKind } from '../domain/group-conflict.ts'
import type { GuardItemKind, GuardItemState } from '../domain/guard-item.ts'
import type { Audience } from '../domain/operation.ts'
import type { Jsonb, Timestamp } from './column.ts'

export type ConflictTable = {
  site_id: number
  key: number
  id: string
  directory_id: number
  record_key: number
  record_id: string
  site_group_key: number
  site_group_id: string
  kind: ConflictKind
  name: string
  name_key: string
  state: ConflictState
  version: number
  decision: ConflictDecision | null
  given_name: string | null
  decided_by: string | null
  decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  decided_in: string | null
  first_seen: Timestamp
  closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export type GroupCopyTable = {
  site_id: number
  key: number
  id: string
  kind: 'decision' | 'deleted'
  conflict_key: number | null
  site_group_key: number
  site_group_id: string
  audience: Audience
  name: string
  source: 'local' | 'synced'
  default_access: Generated<boolean>
  made_group: Generated<boolean>
  grants: Jsonb
  operation_id: string
  made_at: Timestamp
  expires_at: Timestamp
  used_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export type GroupCopyMemberTable = { site_id: number; copy_key: number; account_key: number; origin: number }

export type GuardLossTable = {
  site_id: number
  key: number
  directory_id: number
  account_key: number
  at: Timestamp
  base: number
  site_base: number
  counts: Generated<boolean>
  item_key: number | null
}

export type GuardItemTable = {
  site_id: number
  key: number
  id: string
  directory_id: number
  record_key: number
  record_id: string
  kind: GuardItemKind
  state: GuardItemState
  account_key: number | null
  account_id: string | null
  site_group_key: number | null
  site_group_id: string | null
  external_id: string | null
  email_key: string | null
  name: string | null
  email: string | null
  groups: Jsonb
  kept: Generated<number[]>
  gone: ColumnType<GoneRecord | null, string | null | undefined, string | null>
  people: number
  operation_id: string
  since: Timestamp
  decided_by: string | null
  decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
