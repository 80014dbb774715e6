/** Items, losses and windows of the deprovisioning guard that a plan needs, among the other statements of its round. */
import type { GoneRecord } from '../../domain/gone-record.ts'
import type { GuardItem, GuardItemKind, GuardItemState } from '../../domain/guard-item.ts'
import type { Loaded } from '../../domain/loaded.ts'
import { scoped, unscoped } from '../../domain/lookup.ts'
import type { Need } from '../../domain/need.ts'
import type { Key } from '../../domain/record.ts'
import type { Statement } from '../statement.ts'
import * as statements from './load-guard-statement.ts'

type ItemRow = {
  key: Key
  id: string
  directory_id: number
  record_key: Key
  record_id: string
  kind: GuardItemKind
  state: GuardItemState
  account_key: Key | null
  account_id: string | null
  site_group_key: Key | null
  site_group_id: string | null
  external_id: string | null
  email_key: string | null
  name: string | null
  email: string | null
  groups: string[]
  kept: Key[]
  gone: GoneRecord | null
  people: number
  operation_id: string
  since: Date
  decided_by: string | null
  decided_at: Date | null
  closed_at: Date | null
}

type LossRow = {
  key: Key
  directory_id: number
  account_key: Key
  at: Date
  base: number
  site_base: number
  counts: boolean
  item_key: Key | null
}

type WindowRow = {
  directory_id: number
  own_count: number
  own_base: number | null
  own_on: number
  site_count: number
  site_base: number | null
  site_on: number
}

type LosersRow = {
  directory_id: number
  kind: string
  group_key: Key
  people: number
  fresh: number
  fresh_of_site: number
}

/** Sends a statement; one without rows to look for is not sent. */
type Query = (statement: Statement, ...arrays: readonly (readonly unknown[])[]) => Promise<readonly unknown[]>

export async function loadGuard(
  query: Query,
  need: Need,
): Promise<Pick<Loaded, 'guardItems' | 'guardLosses' | 'guardWindows' | 'guardLosers'>> {
  const names = [...need.guardLosers]
  const [ofRecords, byId, inDirectories, keeping, losses, windows, losers] = await Promise.all([
    query(statements.ITEMS_OF_RECORDS, [...need.guardItems]) as Promise<ItemRow[]>,
    query(statements.ITEMS_BY_ID, [...need.guardItemIds]) as Promise<ItemRow[]>,
    query(statements.ITEMS_IN, [...need.guardItemsIn]) as Promise<ItemRow[]>,
    query(statements.ITEMS_KEEPING, [...need.guardKeeping]) as Promise<ItemRow[]>,
    query(statements.LOSSES, [...need.guardLosses]) as Promise<LossRow[]>,
    query(statements.WINDOWS, [...need.guardWindows]) as Promise<WindowRow[]>,
    query(statements.COUNT_LOSERS, ...losersColumns(names)) as Promise<LosersRow[]>,
  ])
  const items = new Map([...ofRecords, ...byId, ...inDirectories, ...keeping].map((row) => [row.key, itemOf(row)]))
  return {
    guardItems: [...items.values()],
    guardLosses: losses.map((row) => ({
      key: row.key,
      directoryId: row.directory_id,
      accountKey: row.account_key,
      at: row.at,
      base: row.base,
      siteBase: row.site_base,
      counts: row.counts,
      itemKey: row.item_key,
    })),
    guardWindows: windows.map((row) => ({
      directoryId: row.directory_id,
      own: { count: row.own_count, base: row.own_base, on: row.own_on },
      site: { count: row.site_count, base: row.site_base, on: row.site_on },
    })),
    guardLosers: losers.map((row) => ({
      name: scoped(`${row.directory_id}/${row.kind}`, String(row.group_key)),
      losers: { people: row.people, fresh: row.fresh, freshOfSite: row.fresh_of_site },
    })),
  }
}

function losersColumns(names: readonly string[]): readonly (readonly unknown[])[] {
  const parts = names.map(unscoped).map(({ scope, name }) => {
    const [directoryId, kind] = scope.split('/')
    return { directoryId: Number(directoryId), kind, group: Number(name) }
  })
  return [parts.map((part) => part.directoryId), parts.map((part) => part.kind), parts.map((part) => part.group)]
}

function itemOf(row: ItemRow): GuardItem {
  return {
    key: row.key,
    id: row.id,
    directoryId: row.directory_id,
    recordKey: row.record_key,
    recordId: row.record_id,
    kind: row.kind,
    state: row.state,
    accountKey: row.account_key,
    accountId: row.account_id,
    siteGroupKey: row.site_group_key,
    siteGroupId: row.site_group_id,
    externalId: row.external_id,
    emailKey: row.email_key,
    name: row.name,
    email: row.email,
    groups: row.groups,
    kept: row.kept,
    gone: row.gone,
    people: row.people,
    operationId: row.operation_id,
    since: row.since,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    closedAt: row.closed_at,
  }
}
