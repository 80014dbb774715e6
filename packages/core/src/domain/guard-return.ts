/** Accounts whose record was deleted, and is held: whoever has them again ends that. */
import { isPaused } from './gate.ts'
import { goneUser } from './gone-record.ts'
import { isWatching } from './guard.ts'
import type { GuardItem } from './guard-item.ts'
import { endItem } from './guard-item-write.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, UserRecord } from './record.ts'
import { cutLink } from './user-link.ts'

/** What holds an account whose record is deleted. Null: nothing, or its owner is there, or waits for the end of a pause. */
export function keptOf(state: PlanState, account: Account): GuardItem | null {
  const ownerKey = state.owners.get(account.key) ?? null
  if (ownerKey === null || !isWatching(state) || state.userByKey(ownerKey) !== undefined) return null
  const item = state.guard.live(ownerKey)
  if (item?.kind !== 'deleted') return null
  if (!isPaused(state, item.directoryId)) return item
  // Nothing of a paused directory changes: whoever wants the account is asked again when that ends.
  state.wait({ key: ownerKey, directoryId: item.directoryId }, false)
  return null
}

/** Somebody has the account again: what it kept goes, and the groups of today count. */
export function endDeleted(state: PlanState, item: GuardItem): void {
  cutGone(state, item)
  endItem(state, item, 'ended', undefined)
}

/** The link of a deleted record goes. Its memberships have been kept or are gone. */
export function cutGone(state: PlanState, item: GuardItem): UserRecord | undefined {
  state.needLinks(item.recordKey)
  const link = state.userLinks.get(item.recordKey)
  if (link === undefined || item.gone === null) return undefined
  const user = goneUser({ key: item.recordKey, directoryId: item.directoryId }, item.gone, state.context.now)
  cutLink(state, user, link)
  return user
}

/** Whoever waits for the account of a deleted record is asked again: a pause has ended. */
export function offerAgain(state: PlanState, item: GuardItem): void {
  if (item.emailKey !== null) state.freed.push(scoped('duplicate', item.emailKey))
}
