/**
 * Groups that give access and that their directory empties or deletes: who would be left without access is counted and kept by
 * statement, whatever their number. So the operation has a batch of its own.
 */
import { isPaused } from './gate.ts'
import { goneRecord } from './gone-record.ts'
import { basesOf, givesAccess, isGuarded, isWatching, passesLimit } from './guard.ts'
import type { GuardItem } from './guard-item.ts'
import { closeItem, forgetKept, heldItem, openGroupItem } from './guard-item-write.ts'
import type { PlanState } from './plan-state.ts'
import { releaseAll } from './project-hold.ts'
import type { GroupLink, GroupRecord, Key, SiteGroup } from './record.ts'

/** Whether it matters to the guard who leaves the group. */
export function isGuardedGroup(state: PlanState, group: GroupRecord): boolean {
  return guardedLink(state, group) !== undefined
}

function guardedLink(state: PlanState, group: GroupRecord): GroupLink | undefined {
  const link = state.groupLinks.get(group.key)
  if (link === undefined || !isGuarded(state, group.directoryId) || isPaused(state, group.directoryId)) return undefined
  return givesAccess(state, link.siteGroupKey) ? link : undefined
}

/** All members of a group leave it: those who have no other way in stay, or leave with the others. */
export function keepEmptied(state: PlanState, group: GroupRecord): void {
  const lost = loseAll(state, group, 'emptied')
  if (lost?.isHeld !== true) return
  const { siteGroup, people } = lost
  const item = state.guard.live(group.key)
  if (item !== undefined) state.guard.put({ ...item, people: item.people + people })
  const itemKey = item?.key ?? openGroupItem(state, group, siteGroup, { kind: 'group-emptied', gone: null, people })
  lost.keep(itemKey)
}

/** @returns whether the group stays at the site, as it is, until an administrator decides */
export function keepDeletedGroup(state: PlanState, group: GroupRecord): boolean {
  const link = state.groupLinks.get(group.key)
  if (link === undefined) {
    keepWithoutLink(state, group)
    return false
  }
  const lost = loseAll(state, group, 'deleted')
  const item = isWatching(state) ? state.guard.live(group.key) : undefined
  if (lost?.isHeld !== true) {
    if (item !== undefined) endGroupItem(state, item, 'ended', group)
    if (isWatching(state)) state.siteMembers.clear(link.siteGroupKey, -group.directoryId)
    forgetKept(state, link.siteGroupKey, group.directoryId)
    return false
  }
  if (item !== undefined) closeItem(state, item, 'superseded', group)
  releaseAll(state, group)
  const gone = goneRecord(group, state.nextKey)
  const opened = openGroupItem(state, group, lost.siteGroup, { kind: 'group-deleted', gone, people: lost.people })
  lost.keep(opened, item?.key)
  state.siteMembers.clear(link.siteGroupKey, group.directoryId)
  return true
}

/** Its link was cut by an administrator: whom the item keeps stays until that is decided, and nothing else hangs on the record. */
function keepWithoutLink(state: PlanState, group: GroupRecord): void {
  const item = heldItem(state, group)
  if (item !== undefined) state.guard.put({ ...item, gone: goneRecord(group, state.nextKey) })
}

/** It keeps nobody any more; whom it kept is the caller's. */
export function endGroupItem(
  state: PlanState,
  item: GuardItem,
  as: 'released' | 'rejected' | 'ended',
  group: GroupRecord | undefined,
): void {
  closeItem(state, item, as, group)
  if (as !== 'rejected') state.guard.uncounted.push(item.key)
}

/** An administrator cuts a group off from its directory: whoever was kept in it is a member by the site's own will. */
export function keepAllAsLocal(state: PlanState, group: GroupRecord, siteGroupKey: Key): void {
  const item = heldItem(state, group)
  if (item === undefined) return
  state.siteMembers.localise(siteGroupKey, -group.directoryId)
  forgetKept(state, siteGroupKey, group.directoryId, item)
  closeItem(state, item, 'superseded', group)
}

type Lost = {
  readonly siteGroup: SiteGroup
  readonly people: number
  readonly isHeld: boolean
  /** Who would lose stays. @param formerItemKey that held some of them until now */
  keep(itemKey: Key, formerItemKey?: Key): void
}

/** On record as lost, all together. @returns null: nobody loses, or the guard does not ask */
function loseAll(state: PlanState, group: GroupRecord, kind: 'emptied' | 'deleted'): Lost | null {
  const link = guardedLink(state, group)
  if (link === undefined) return null
  state.cut.takeAlone()
  const { directoryId } = group
  const { siteGroupKey } = link
  const losers = state.guard.losersOf(directoryId, siteGroupKey, kind)
  const siteGroup = state.siteGroups.get(siteGroupKey)
  if (losers === null || losers.people === 0 || siteGroup === undefined) return null
  const isHeld = passesLimit(state, directoryId, losers)
  const write = (itemKey: Key | null, formerItemKey: Key | null = null) =>
    state.guard.putGroup({
      ...{ kind, directoryId, siteGroupKey, itemKey, formerItemKey },
      ...basesOf(state, directoryId),
      firstLossKey: state.newKey(losers.people),
    })
  if (!isHeld) write(null)
  return { siteGroup, people: losers.people, isHeld, keep: write }
}
