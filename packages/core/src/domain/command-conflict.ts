/**
 * Decisions about conflicts (design: Conflicts). What is decided is said in the row and becomes effect when the record is projected:
 * at once for those that are named, in steps where there are many, with its step of the start for one in review.
 */
import type { JsonObject } from '../scim/json.ts'
import { freeName } from './carry-out.ts'
import { type ChosenConflict, CommandRefusal, type Commands, type ConflictResult, MOST_DECIDED } from './command.ts'
import type { Conflict, ConflictDecision, ConflictFilter } from './conflict.ts'
import { filterName } from './conflict.ts'
import { type NotDecided, refusalOf } from './conflict-decision.ts'
import { decideConflict } from './conflict-write.ts'
import { isPaused } from './gate.ts'
import { groupName } from './local-group.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import { followToday, projectGroup } from './project-group.ts'
import type { GroupRecord, Key } from './record.ts'
import { isUuid } from './uuid-text.ts'

/** So many members are moved at once; the groups behind that follow in steps. */
const MOST_MEMBERS_AT_ONCE = 10_000

export const DECIDE_CONFLICTS: CommandRule<Commands['decide-conflicts']> = {
  need(need, choice) {
    if ('filter' in choice) need.conflictsWhere.set(filterName(choice.filter), choice.filter)
    else for (const { id } of choice.conflicts) if (isUuid(id)) need.conflictIds.add(id)
  },
  apply(state, choice, by): JsonObject {
    if ('filter' in choice) return decideWhere(state, choice.filter, choice.decision, by)
    const { conflicts, decision } = choice
    if (conflicts.length === 0 || conflicts.length > MOST_DECIDED) {
      throw new CommandRefusal('invalid', `Name one conflict at least, and ${MOST_DECIDED} at most.`)
    }
    return decideChosen(state, conflicts, decision, by)
  },
}

function decideChosen(
  state: PlanState,
  chosen: readonly ChosenConflict[],
  decision: ConflictDecision,
  by: string,
): JsonObject {
  const given = new Set<string>()
  const later: Key[] = []
  let members = 0
  const results = [...new Map(chosen.map((each) => [each.id, each])).values()].map((each) => {
    const group = recordOf(state, each)
    const conflict = state.conflicts.byId(each.id)
    const reason = whyNot(state, { conflict, group, each, decision, given })
    if (reason === null && conflict !== undefined && group !== undefined) {
      const givenName = decision === 'rename' ? (groupName(each.name ?? '')?.name ?? null) : null
      decideConflict(state, conflict, { decision, givenName, by })
      members += group.memberCount
      if (members <= MOST_MEMBERS_AT_ONCE || members === group.memberCount) projectGroup(state, group)
      else later.push(group.key)
    }
    return { conflictId: each.id, reason }
  })
  if (later.length > 0) state.mark({ kind: 'rows', keys: later })
  return resultOf(results)
}

/** Brings what is to be decided up to date. */
function recordOf(state: PlanState, { id }: ChosenConflict): GroupRecord | undefined {
  const conflict = state.conflicts.byId(id)
  if (conflict === undefined || !isLive(conflict)) return undefined
  const group = state.groups.get(conflict.recordKey)
  if (group === undefined) state.missing.groupKeys.add(conflict.recordKey)
  else if (!isPaused(state, group.directoryId)) followToday(state, group)
  return group
}

type Question = {
  readonly conflict: Conflict | undefined
  readonly group: GroupRecord | undefined
  readonly each: ChosenConflict
  readonly decision: ConflictDecision
  /** Names that this command has given already. */
  readonly given: Set<string>
}

function whyNot(state: PlanState, question: Question): NotDecided | null {
  const { conflict, group, each, decision } = question
  if (conflict === undefined) return 'not-found'
  if (isDecidedSo(conflict, decision, each.name)) return 'decided'
  if (!isLive(conflict) || group === undefined || !isConnected(state, conflict.directoryId)) return 'closed'
  if (isPaused(state, conflict.directoryId)) return 'paused'
  if (conflict.version !== each.version) return 'changed'
  if (refusalOf(conflict.kind, decision) !== null) return 'not-possible'
  return decision === 'rename' ? whyNotNamed(state, group, question) : null
}

function whyNotNamed(state: PlanState, group: GroupRecord, { each, given }: Question): NotDecided | null {
  const name = groupName(each.name ?? '')
  if (name === null) return 'name-needed'
  if (given.has(name.nameKey) || freeName(state, group, name.name) === null) return 'name-taken'
  given.add(name.nameKey)
  return null
}

function isDecidedSo({ state, decision, givenName }: Conflict, wanted: ConflictDecision, name = ''): boolean {
  if (decision !== wanted || (state !== 'decided' && state !== 'resolved')) return false
  return wanted !== 'rename' || givenName === groupName(name)?.name
}

function isLive({ state }: Conflict): boolean {
  return state === 'open' || state === 'decided'
}

function isConnected(state: PlanState, directoryId: number): boolean {
  const phase = state.context.directories.get(directoryId)?.phase
  return phase !== undefined && phase !== 'disconnected'
}

function decideWhere(state: PlanState, filter: ConflictFilter, decision: ConflictDecision, by: string): JsonObject {
  if (decision === 'rename') throw new CommandRefusal('invalid', 'To rename takes a name for each: name the conflicts.')
  const { directoryId } = filter
  if (directoryId !== undefined && !state.context.directories.has(directoryId)) {
    throw new CommandRefusal('not-found', 'The site has no such directory.')
  }
  const open = state.conflicts.openWhere(filter).filter((each) => isConnected(state, each.directoryId))
  const results = open.map((conflict) => {
    const reason = whyNotOpen(state, conflict, filter, decision)
    if (reason === null) decideConflict(state, conflict, { decision, givenName: null, by })
    return { conflictId: conflict.id, reason, recordKey: conflict.recordKey }
  })
  const keys = results.filter(({ reason }) => reason === null).map(({ recordKey }) => recordKey)
  if (keys.length > 0) state.mark({ kind: 'rows', keys })
  return resultOf(results)
}

/** In the order of `whyNot`. */
function whyNotOpen(
  state: PlanState,
  conflict: Conflict,
  filter: ConflictFilter,
  decision: ConflictDecision,
): NotDecided | null {
  if (isPaused(state, conflict.directoryId)) return 'paused'
  if (state.conflicts.hasChanged(filter, conflict)) return 'changed'
  return refusalOf(conflict.kind, decision) === null ? null : 'not-possible'
}

type Result = { readonly conflictId: string; readonly reason: NotDecided | null }

function resultOf(results: readonly Result[]) {
  const notApplicable = results.flatMap(({ conflictId, reason }) => (reason === null ? [] : [{ conflictId, reason }]))
  return {
    done: results.length - notApplicable.length,
    notApplicable: notApplicable.slice(0, MOST_DECIDED),
    notApplicableCount: notApplicable.length,
  } satisfies ConflictResult
}
