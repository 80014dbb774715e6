/**
 * Conflicts follow what clashes today (design: Conflicts): opened, brought up to date and closed whenever the record is projected,
 * also while it is in review.
 */
import { fold } from '../scim/fold.ts'
import { audienceOf } from './account-write.ts'
import type { Conflict, ConflictDecision } from './conflict.ts'
import { refusalOf } from './conflict-decision.ts'
import {
  type Clash,
  decideConflict,
  openConflict,
  reopenConflict,
  respellConflict,
  supersedeConflict,
} from './conflict-write.ts'
import type { ClashingGroups, DirectoryPolicy } from './directory-policy.ts'
import { conflictKind } from './group-conflict.ts'
import { scoped } from './lookup.ts'
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, Key, SiteGroup } from './record.ts'
import { nameTakenAtSite } from './refusal.ts'

/** Null: the name is free, or its own; or it is one that never reaches the site. */
export function clashOf(state: PlanState, group: GroupRecord, name: string): Clash | null {
  const nameKey = fold(name)
  const own = state.groupLinks.get(group.key)?.siteGroupKey
  const takenBy = takenAt(state, audienceOf(state, group), nameKey)
  if (takenBy === null || takenBy === own) return null
  const siteGroup = loadedSiteGroup(state, takenBy)
  return { kind: conflictKind(own !== undefined, siteGroup), siteGroup, name, nameKey }
}

/** @param group to be renamed; null: to be created. @throws ScimError where the directory refuses names that another group of the site has */
export function assertNoClash(
  state: PlanState,
  { audience, clashingGroups }: DirectoryPolicy,
  nameKey: string,
  group: GroupRecord | null,
): void {
  if (clashingGroups !== 'refuse') return
  // A group that is linked keeps its name at the site; one that is left out wants none.
  const isNew =
    group === null ||
    (state.groupLinks.get(group.key) === undefined && state.holds.get(group.key, 'detached') === undefined)
  if (isNew && takenAt(state, audience, nameKey) !== null) throw nameTakenAtSite()
}

function takenAt(state: PlanState, audience: Audience, nameKey: string): Key | null {
  if (state.context.site.builtInNames.has(nameKey)) return null
  return state.siteGroupNames.find(scoped(audience, nameKey)) ?? null
}

/** @param asksPolicy what the directory says of clashing names decides a conflict that opens. @returns what is to be decided, or was */
export function followClash(
  state: PlanState,
  group: GroupRecord,
  clash: Clash | null,
  asksPolicy: boolean,
): Conflict | undefined {
  const live = clash !== null || mayClash(state, group) ? state.conflicts.liveOf(group.key) : undefined
  if (live !== undefined && clash !== null && isAbout(live, clash)) {
    return live.kind === clash.kind
      ? respellConflict(state, live, clash.name)
      : reopenConflict(state, respellConflict(state, live, clash.name), clash.kind)
  }
  if (live !== undefined) supersedeConflict(state, live)
  if (clash === null) return undefined
  const conflict = openConflict(state, group, clash)
  const decision = asksPolicy ? decisionOf(state, group) : null
  if (decision === null || refusalOf(conflict.kind, decision) !== null) return conflict
  return decideConflict(state, conflict, { decision, givenName: null, by: 'policy' })
}

/** The record is gone, or follows its directory no longer. */
export function endConflict(state: PlanState, group: GroupRecord): void {
  followClash(state, group, null, false)
}

export function loadedSiteGroup(state: PlanState, key: Key): SiteGroup {
  const siteGroup = state.siteGroups.get(key)
  if (siteGroup === undefined) throw new Error(`site group ${key} was not loaded`)
  return siteGroup
}

/** Of whoever syncs a conflict is held: so that nobody looks for conflicts of all the others. */
function mayClash(state: PlanState, { key, directoryId }: GroupRecord): boolean {
  if (state.context.directories.get(directoryId)?.phase !== 'syncing') return true
  return state.holds.get(key, 'conflict') !== undefined || state.holds.get(key, 'default-group') !== undefined
}

function isAbout(conflict: Conflict, { siteGroup, nameKey }: Clash): boolean {
  return conflict.siteGroupKey === siteGroup.key && conflict.nameKey === nameKey
}

const DECISIONS: Readonly<Record<ClashingGroups, ConflictDecision | null>> = {
  review: null,
  sync: 'accept',
  skip: 'keep',
  // Those that were there before it was set.
  refuse: null,
}

/** Of groups that are new to the sync. */
function decisionOf(state: PlanState, { key, directoryId }: GroupRecord): ConflictDecision | null {
  const directory = state.context.directories.get(directoryId)
  return directory === undefined || state.groupLinks.get(key) !== undefined ? null : DECISIONS[directory.clashingGroups]
}
