/** The deprovisioning guard of a site without a database: what its statements count and write (core/storage/lane/load-guard*.ts). */
import { GUARD_WINDOW_MS, type GuardLoss, type LoadedWindow } from '@syncline/core/domain/guard-loss.ts'
import { type GuardedGroup, isLive } from '@syncline/core/domain/guard-table.ts'
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import { scoped, unscoped } from '@syncline/core/domain/lookup.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { PlanState } from '@syncline/core/domain/plan-state.ts'
import type { Key } from '@syncline/core/domain/record.ts'
import type { MemoryRows } from './memory-rows.ts'

type Guard = Pick<Loaded, 'guardItems' | 'guardLosses' | 'guardWindows' | 'guardLosers'>

export function loadGuardFrom(rows: MemoryRows, need: Need, now: Date): Guard {
  return {
    guardItems: rows.guardItems.all.filter(
      (item) =>
        need.guardItemIds.has(item.id) ||
        (isLive(item) &&
          (need.guardItems.has(item.recordKey) ||
            need.guardItemsIn.has(0) ||
            need.guardItemsIn.has(item.directoryId) ||
            [...item.kept, item.siteGroupKey ?? -1].some((key) => need.guardKeeping.has(key)))),
    ),
    guardLosses: countingIn(rows, now).filter(({ accountKey }) => need.guardLosses.has(accountKey)),
    guardWindows: [...need.guardWindows].map((directoryId) => windowOf(rows, directoryId, now)),
    guardLosers: [...need.guardLosers].map((name) => {
      const { scope, name: group } = unscoped(name)
      const [directoryId, kind] = scope.split('/')
      const people = losersIn(rows, Number(directoryId), Number(group), kind === 'deleted')
      const fresh = freshOf(rows, Number(directoryId), people, now)
      const freshOfSite = freshOf(rows, null, fresh, now).length
      return { name, losers: { people: people.length, fresh: fresh.length, freshOfSite } }
    }),
  }
}

export function isGuarding(rows: MemoryRows, now: Date): boolean {
  return windowRows(rows, now).length > 0 || rows.guardItems.all.some(isLive)
}

/** Before memberships are written. */
export function writeGuardedGroup(rows: MemoryRows, state: PlanState, group: GuardedGroup): void {
  const { directoryId, siteGroupKey: groupKey, itemKey, formerItemKey, firstLossKey, base, siteBase, kind } = group
  const { now: at } = state.context
  const people = losersIn(rows, directoryId, groupKey, kind === 'deleted')
  if (formerItemKey !== null) setItem(rows, (loss) => loss.itemKey === formerItemKey, itemKey)
  const fresh = new Set(freshOf(rows, directoryId, people, at))
  const isListed = (key: Key) => rows.guardLosses.all.some((l) => l.itemKey === itemKey && l.accountKey === key)
  const losing = people.filter((key) => fresh.has(key) || (itemKey !== null && !isListed(key)))
  const past = new Date(at.getTime() - GUARD_WINDOW_MS)
  for (const [n, accountKey] of losing.entries()) {
    const counts = fresh.has(accountKey)
    const loss = { key: firstLossKey + n, directoryId, accountKey, base, siteBase, counts, itemKey }
    rows.guardLosses.insert({ ...loss, at: counts ? at : past })
  }
  if (itemKey === null) return
  const members = rows.siteMembers.all.filter((row) => row.groupKey === groupKey && row.origin === directoryId)
  const kept = kind === 'deleted' ? members.map(({ accountKey }) => accountKey) : people
  const there = new Set(rows.siteMembers.all.map((row) => `${row.groupKey}/${row.accountKey}/${row.origin}`))
  for (const accountKey of kept) {
    if (there.has(`${groupKey}/${accountKey}/${-directoryId}`)) continue
    rows.siteMembers.insert({ groupKey, accountKey, origin: -directoryId })
  }
}

export function writeGuard(rows: MemoryRows, { guard }: PlanState): void {
  rows.guardItems.write(guard.items.written())
  rows.guardLosses.write(guard.losses.written())
  const items = new Set(guard.uncounted)
  const isHeld = (loss: GuardLoss) =>
    rows.guardItems.all.some(
      (item) => isLive(item) && item.accountKey === loss.accountKey && item.directoryId === loss.directoryId,
    )
  const updated = rows.guardLosses.all
    .filter((loss) => loss.itemKey !== null && items.has(loss.itemKey) && !isHeld(loss))
    .map((before) => ({ before, after: { ...before, counts: false } }))
  rows.guardLosses.write({ deleted: [], updated, inserted: [] })
  for (const { itemKey, accountKey } of guard.left) {
    setItem(rows, (loss) => loss.itemKey === itemKey && loss.accountKey === accountKey, null)
  }
}

function setItem(rows: MemoryRows, which: (loss: GuardLoss) => boolean, itemKey: Key | null): void {
  const updated = rows.guardLosses.all.filter(which).map((before) => ({ before, after: { ...before, itemKey } }))
  rows.guardLosses.write({ deleted: [], updated, inserted: [] })
}

function windowRows(rows: MemoryRows, now: Date): GuardLoss[] {
  return rows.guardLosses.all
    .filter(({ at }) => at.getTime() > now.getTime() - GUARD_WINDOW_MS)
    .sort((a, b) => a.key - b.key)
}

function countingIn(rows: MemoryRows, now: Date): GuardLoss[] {
  return windowRows(rows, now).filter(({ counts }) => counts)
}

function windowOf(rows: MemoryRows, directoryId: number, now: Date): LoadedWindow {
  const all = windowRows(rows, now)
  const own = all.filter((loss) => loss.directoryId === directoryId)
  const counting = (losses: readonly GuardLoss[]) =>
    new Set(losses.filter(({ counts }) => counts).map(({ accountKey }) => accountKey)).size
  const counter = (id: number, name: string) => rows.counters.get(scoped(id, name)) ?? 0
  return {
    directoryId,
    own: { count: counting(own), base: own[0]?.base ?? null, on: counter(directoryId, 'on-accounts') },
    site: { count: counting(all), base: all[0]?.siteBase ?? null, on: counter(0, 'active-accounts') },
  }
}

function losersIn(rows: MemoryRows, directoryId: number, groupKey: Key, isDeleted: boolean): Key[] {
  const granting = new Set(rows.grants.all.map(({ siteGroupKey }) => siteGroupKey))
  const goes = (row: { groupKey: Key; origin: number }) =>
    row.groupKey === groupKey && (row.origin === directoryId || (isDeleted && row.origin === -directoryId))
  const active = new Set(rows.accounts.all.filter((account) => account.active).map(({ key }) => key))
  const losing = new Set(rows.siteMembers.all.filter(goes).map(({ accountKey }) => accountKey))
  const others = rows.siteMembers.all.filter((row) => granting.has(row.groupKey) && !goes(row))
  const staying = new Set(others.map(({ accountKey }) => accountKey))
  return [...losing].filter((key) => active.has(key) && !staying.has(key)).sort((a, b) => a - b)
}

/** @param directoryId null: no loss of any */
function freshOf(rows: MemoryRows, directoryId: number | null, people: readonly Key[], now: Date): Key[] {
  const counted = new Set(
    countingIn(rows, now)
      .filter((loss) => directoryId === null || loss.directoryId === directoryId)
      .map(({ accountKey }) => accountKey),
  )
  return people.filter((key) => !counted.has(key))
}
