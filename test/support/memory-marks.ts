/** Which rows of a site without a database a mark is about (core/storage/lane/write-marks.ts). */
import { domainOf } from '@syncline/core/domain/account-class.ts'
import { isLive } from '@syncline/core/domain/guard-table.ts'
import type { Dirty, Mark, MarkScope } from '@syncline/core/domain/mark.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import type { MemoryRows } from './memory-rows.ts'

export function markedRows(rows: MemoryRows, { operationId, scope, guarded }: Mark): Dirty[] {
  const begins = scope.kind === 'rows' && scope.begins === true
  return [...new Set(keysOf(rows, scope))].map((key) => ({
    key,
    directoryId: directoryOf(rows, key),
    operationId,
    begins,
    gone: null,
    freed: null,
    guarded,
  }))
}

/** 0: no record. */
export function directoryOf(rows: MemoryRows, key: Key): number {
  return [...rows.users.all, ...rows.groups.all].find((record) => record.key === key)?.directoryId ?? 0
}

function keysOf(rows: MemoryRows, scope: MarkScope): Key[] {
  const keys = (found: readonly { readonly key: Key }[]) => found.map(({ key }) => key)
  const records = [...rows.users.all, ...rows.groups.all]
  switch (scope.kind) {
    case 'rows':
      return [...scope.keys]
    case 'domains': {
      const isOn = ({ emailKey }: { emailKey: string | null }) => scope.domains.includes(domainOf(emailKey ?? ''))
      const accounts = rows.accounts.all.filter((account) => account.audience === 'workforce' && isOn(account))
      const linked = rows.userLinks.all.filter(({ accountKey }) => keys(accounts).includes(accountKey))
      return [...keys(rows.users.all.filter(isOn)), ...keys(accounts), ...keys(linked)]
    }
    case 'holds':
      return rows.holds.all
        .filter(({ kind }) => scope.holds.includes(kind))
        .map(({ recordKey }) => recordKey)
        .filter((key) => scope.directoryId === null || directoryOf(rows, key) === scope.directoryId)
    case 'group-names':
      return keys(rows.groups.all.filter(({ displayNameKey }) => scope.names.includes(displayNameKey)))
    case 'names-in-review': {
      const projected = new Set([...keys(rows.groupLinks.all), ...rows.holds.all.map(({ recordKey }) => recordKey)])
      const inReview = rows.groups.all.filter(({ key }) => !projected.has(key))
      return keys(inReview.filter(({ displayNameKey }) => scope.names.includes(displayNameKey)))
    }
    case 'conflicts':
      return rows.conflicts.all
        .filter(({ state }) => state === 'open' || state === 'decided')
        .map(({ recordKey }) => recordKey)
    case 'directory':
      return keys(records.filter(({ directoryId }) => directoryId === scope.directoryId))
    case 'ways-in': {
      const inGroups = rows.siteMembers.all.filter(({ groupKey }) => scope.siteGroupKeys.includes(groupKey))
      const accounts = new Set([...scope.accountKeys, ...inGroups.map(({ accountKey }) => accountKey)])
      return rows.guardItems.all
        .filter((item) => isLive(item) && item.kind === 'left-access' && accounts.has(item.accountKey ?? -1))
        .map(({ recordKey }) => recordKey)
    }
    case 'members':
      return rows.members.all
        .filter(({ groupKey, nested }) => groupKey === scope.groupKey && !nested)
        .map(({ memberKey }) => memberKey)
  }
}
