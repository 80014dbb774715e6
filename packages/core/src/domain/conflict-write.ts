/** What becomes of a conflict: opened, brought up to date, decided, closed; each with its change row. */
import type { JsonObject } from '../scim/json.ts'
import type { Conflict, ConflictDecision } from './conflict.ts'
import type { ConflictKind } from './group-conflict.ts'
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, SiteGroup } from './record.ts'

/** Today's: a record wants the name of a group that it is not linked to. */
export type Clash = {
  readonly kind: ConflictKind
  readonly siteGroup: SiteGroup
  readonly name: string
  readonly nameKey: string
}

export type Decided = {
  readonly decision: ConflictDecision
  /** Of `rename`. */
  readonly givenName: string | null
  readonly by: string
}

const UNDECIDED = { decision: null, givenName: null, decidedBy: null, decidedAt: null, decidedIn: null } as const

export function openConflict(state: PlanState, group: GroupRecord, clash: Clash): Conflict {
  const { kind, siteGroup, name, nameKey } = clash
  const conflict: Conflict = {
    key: state.newKey(),
    id: state.context.newId(),
    directoryId: group.directoryId,
    recordKey: group.key,
    recordId: group.id,
    siteGroupKey: siteGroup.key,
    siteGroupId: siteGroup.id,
    kind,
    name,
    nameKey,
    state: 'open',
    version: 1,
    ...UNDECIDED,
    firstSeen: state.context.now,
    closedAt: null,
  }
  return write(state, 'opened', null, conflict)
}

/** What was decided about it no longer fits, or cannot be done: it waits for a decision again. */
export function reopenConflict(state: PlanState, conflict: Conflict, kind: ConflictKind = conflict.kind): Conflict {
  return write(state, 'updated', conflict, {
    ...conflict,
    ...UNDECIDED,
    kind,
    state: 'open',
    version: conflict.version + 1,
  })
}

/** To be carried out when the record is projected. */
export function decideConflict(state: PlanState, conflict: Conflict, { decision, givenName, by }: Decided): Conflict {
  const now = { decidedBy: by, decidedAt: state.context.now, decidedIn: state.operationId }
  const version = conflict.version + 1
  return write(state, 'decided', conflict, { ...conflict, ...now, decision, givenName, state: 'decided', version })
}

export function resolveConflict(state: PlanState, conflict: Conflict): void {
  write(state, 'resolved', conflict, { ...conflict, state: 'resolved', closedAt: state.context.now })
}

/** When it was resolved stays on record; when it was taken back is in its change. */
export function undoConflict(state: PlanState, conflict: Conflict): void {
  write(state, 'undone', conflict, { ...conflict, state: 'undone' })
}

/** Nothing clashes any more, or something else does. */
export function supersedeConflict(state: PlanState, conflict: Conflict): void {
  write(state, 'superseded', conflict, { ...conflict, state: 'superseded', closedAt: state.context.now })
}

/** The name in another spelling. */
export function respellConflict(state: PlanState, conflict: Conflict, name: string): Conflict {
  if (conflict.name === name) return conflict
  const respelled = { ...conflict, name }
  state.conflicts.put(respelled)
  return respelled
}

type ConflictChange = 'opened' | 'updated' | 'decided' | 'resolved' | 'superseded' | 'undone'

function write(state: PlanState, kind: ConflictChange, before: Conflict | null, after: Conflict): Conflict {
  state.conflicts.put(after)
  const subject = { subjectType: 'conflict', subjectId: after.id } as const
  state.change({ ...subject, kind, before: before === null ? null : shown(before), after: shown(after) })
  return after
}

function shown(conflict: Conflict): JsonObject {
  const { state, kind, decision, givenName, recordId, siteGroupId } = conflict
  const shownOf: JsonObject = { state, kind, record: recordId, group: siteGroupId }
  if (decision !== null) shownOf.decision = decision
  if (givenName !== null) shownOf.givenName = givenName
  return shownOf
}
