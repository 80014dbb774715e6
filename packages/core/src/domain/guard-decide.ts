/** What becomes of an item that an administrator has let go, or has said no to. Today's state counts, and nobody asks the guard. */
import { isPaused } from './gate.ts'
import { goneUser } from './gone-record.ts'
import { countBack } from './guard.ts'
import { endGroupItem } from './guard-group.ts'
import type { GuardItem } from './guard-item.ts'
import { closeItem, dropKept, endItem, forgetKept, makeKeptLocal, subject } from './guard-item-write.ts'
import { cutGone } from './guard-return.ts'
import type { PlanState } from './plan-state.ts'
import { endDeletedGroup } from './project-group.ts'
import { hold, release } from './project-hold.ts'
import { projectUser, switchOffDeleted } from './project-user.ts'
import { makeSiteGroupLocal } from './site-group-write.ts'

/** Its state says which of the two. It waits while its directory is paused. */
export function carryOutItem(state: PlanState, item: GuardItem): void {
  if (isPaused(state, item.directoryId)) {
    state.wait({ key: item.recordKey, directoryId: item.directoryId }, false)
    return
  }
  const isReleased = item.state === 'releasing'
  if (item.kind === 'group-deleted') decideDeletedGroup(state, item, isReleased)
  else if (item.kind === 'group-emptied') decideEmptied(state, item, isReleased)
  else if (item.kind === 'deleted') decideDeleted(state, item, isReleased)
  else decidePerson(state, item, isReleased)
}

function decidePerson(state: PlanState, item: GuardItem, isReleased: boolean): void {
  const user = state.userByKey(item.recordKey)
  if (user === undefined) return
  if (isReleased) {
    endItem(state, item, 'released', user)
    unguarded(state, () => projectUser(state, user))
  } else if (item.kind === 'left-access') {
    makeKeptLocal(state, item)
    closeItem(state, item, 'rejected', user)
  } else {
    makeKeptLocal(state, item)
    state.guard.put({ ...item, state: 'rejected', kept: [] })
    release(state, user, 'guard')
    hold(state, user, 'guard-rejected', null, item.decidedBy ?? 'lane')
    state.change({ ...subject(item), kind: 'rejected', before: null, after: { state: 'rejected' } })
  }
}

function decideDeleted(state: PlanState, item: GuardItem, isReleased: boolean): void {
  const { recordKey, directoryId, gone } = item
  if (!isReleased) {
    makeKeptLocal(state, item)
    cutGone(state, item)
    closeItem(state, item, 'rejected', undefined)
    return
  }
  state.needLinks(recordKey)
  const link = state.userLinks.get(recordKey)
  dropKept(state, item, item.kept)
  if (link !== undefined && gone !== null) {
    switchOffDeleted(state, goneUser({ key: recordKey, directoryId }, gone, state.context.now), link)
  }
  closeItem(state, item, 'released', undefined)
  if (item.accountKey !== null) countBack(state, item.accountKey, directoryId)
}

function decideEmptied(state: PlanState, item: GuardItem, isReleased: boolean): void {
  state.cut.takeAlone()
  decideKept(state, item, isReleased)
  // It may be gone: deleted after a decision about a conflict was taken back.
  endGroupItem(state, item, isReleased ? 'released' : 'rejected', state.groupByKey(item.recordKey))
}

/** The rows that it keeps go, or are the site's own. */
function decideKept(state: PlanState, item: GuardItem, isReleased: boolean): void {
  const { siteGroupKey, directoryId } = item
  if (siteGroupKey === null) return
  if (isReleased) state.siteMembers.clear(siteGroupKey, -directoryId)
  else state.siteMembers.localise(siteGroupKey, -directoryId)
  forgetKept(state, siteGroupKey, directoryId, item)
}

function decideDeletedGroup(state: PlanState, item: GuardItem, isReleased: boolean): void {
  const { recordKey, siteGroupKey, directoryId } = item
  state.needLinks(recordKey)
  state.cut.takeAlone()
  const siteGroup = siteGroupKey === null ? undefined : state.siteGroupByKey(siteGroupKey)
  const isLinked = state.groupLinks.get(recordKey) !== undefined
  endGroupItem(state, item, isReleased ? 'released' : 'rejected', undefined)
  if (siteGroup === undefined) return
  if (!isLinked) decideKept(state, item, isReleased)
  else if (isReleased) {
    forgetKept(state, siteGroup.key, directoryId)
    endDeletedGroup(state, recordKey, siteGroup, [directoryId, -directoryId])
  } else {
    decideKept(state, item, false)
    state.groupLinks.delete(recordKey)
    makeSiteGroupLocal(state, siteGroup, { group: item.recordId })
  }
}

function unguarded(state: PlanState, run: () => void): void {
  const before = state.guarded
  state.guarded = false
  run()
  state.guarded = before
}
