/**
 * The deprovisioning guard: how many people may lose access by their directory within a day (design: Deprovisioning guard). A loss
 * counts whether it is held or not; one that would pass the limit of its directory or of the site is held.
 */
import { type Fresh, type GuardLimit, limitOf } from './guard-loss.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, Key } from './record.ts'

/** What is lost now goes back to the directory, which has a guard. */
export function isGuarded(state: PlanState, directoryId: number): boolean {
  return state.guarded && (state.context.directories.get(directoryId)?.guard ?? null) !== null
}

/** Somebody has lost access in the last day, or something is held. */
export function isWatching(state: PlanState): boolean {
  return state.context.guarding || state.guard.isTouched
}

/** On record as lost; those who are already stay as they are. @returns whether that is too many */
export function countLosses(state: PlanState, directoryId: number, accountKeys: readonly Key[]): boolean {
  const fresh = accountKeys.filter((key) => !isCounted(state, directoryId, key))
  const freshOfSite = fresh.filter((key) => !isLost(state, key)).length
  const isOver = passesLimit(state, directoryId, { fresh: fresh.length, freshOfSite })
  const bases = basesOf(state, directoryId)
  for (const accountKey of fresh) {
    const key = state.newKey()
    const at = state.context.now
    state.guard.putLoss({ key, directoryId, accountKey, at, ...bases, counts: true, itemKey: null })
  }
  return isOver
}

/** Whether so many more pass the limit of the directory or of the site. */
export function passesLimit(state: PlanState, directoryId: number, { fresh, freshOfSite }: Fresh): boolean {
  const window = state.guard.window(directoryId)
  if (window === null) return false
  const { base, siteBase } = basesOf(state, directoryId)
  const isOver = (limit: GuardLimit | null, count: number, whole: number) =>
    limit !== null && count > limitOf(limit, whole)
  const own = state.context.directories.get(directoryId)?.guard ?? null
  return (
    isOver(own, window.own.count + fresh, window.own.base ?? base) ||
    isOver(state.context.site.guard, window.site.count + freshOfSite, window.site.base ?? siteBase)
  )
}

/** Switched-on accounts of the directory and of the site, as they are now. */
export function basesOf(state: PlanState, directoryId: number): { readonly base: number; readonly siteBase: number } {
  const window = state.guard.window(directoryId)
  const since = (id: number, name: string) => state.counters.get(scoped(id, name)) ?? 0
  return {
    base: (window?.own.on ?? 0) + since(directoryId, 'on-accounts'),
    siteBase: (window?.site.on ?? 0) + since(0, 'active-accounts'),
  }
}

/** Whoever is back is no loss any more. @param directoryId null: whichever directory's */
export function countBack(state: PlanState, accountKey: Key, directoryId: number | null): void {
  if (!isWatching(state)) return
  for (const loss of state.guard.lossesOf(accountKey)) {
    if (directoryId === null || loss.directoryId === directoryId) state.guard.putLoss({ ...loss, counts: false })
  }
}

/** Whether a group or organization of the account gives access to something. */
export function hasAccess(state: PlanState, accountKey: Key): boolean {
  const groups = new Set(state.siteMembers.allRowsOf(accountKey).map(({ groupKey }) => groupKey))
  // All of them, so that they are asked for together.
  return [...groups].filter((groupKey) => givesAccess(state, groupKey)).length > 0
}

export function givesAccess(state: PlanState, siteGroupKey: Key): boolean {
  return state.access.grantsOfGroup(siteGroupKey).length > 0
}

/** Undefined while it is not loaded. */
export function accountByKey(state: PlanState, key: Key): Account | undefined {
  const account = state.accounts.get(key)
  if (account === undefined) state.missing.accountKeys.add(key)
  return account
}

/** By whichever directory. */
function isLost(state: PlanState, accountKey: Key): boolean {
  return isWatching(state) && state.guard.lossesOf(accountKey).length > 0
}

function isCounted(state: PlanState, directoryId: number, accountKey: Key): boolean {
  return isWatching(state) && state.guard.lossesOf(accountKey).some((loss) => loss.directoryId === directoryId)
}
