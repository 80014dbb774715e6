/** A decision about a conflict is taken back by an administrator: asked for, refused, answered. What it does is in take-back.ts. */
import { CommandRefusal, type Commands } from './command.ts'
import { undoConflict } from './conflict-write.ts'
import { isPaused } from './gate.ts'
import { notRestored } from './not-restored.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import { formerNameOf, isNameTaken, takeBack, type Undone, undoneOf } from './take-back.ts'
import { type UndoFacts, whyNotUndone } from './undo-reason.ts'
import { isUuid } from './uuid-text.ts'

export const UNDO_DECISION: CommandRule<Commands['undo-decision']> = {
  alone: true,
  need(need, { conflictId }) {
    if (isUuid(conflictId)) need.conflictIds.add(conflictId)
  },
  apply(state, { conflictId }, by) {
    const conflict = state.conflicts.byId(conflictId)
    if (conflict === undefined) throw new CommandRefusal('not-found', 'The site has no such conflict.')
    if (conflict.state === 'undone')
      return { undone: false, group: null, name: null, formerName: null, ...notRestored(undefined) }
    const undone = undoneOf(state, conflict)
    const refusal = whyNotUndone(factsOf(state, undone))
    if (refusal !== null) {
      throw new CommandRefusal(refusal.reason === 'name-taken' ? 'name-taken' : 'refused', refusal.sentence)
    }
    // As they are before it, which is what it is decided on.
    const losses = undone.copy === undefined ? undefined : state.groupCopies.lossesOf(undone.copy.key)
    takeBack(state, undone, by)
    if (undone.copy !== undefined) state.groupCopies.put({ ...undone.copy, usedAt: state.context.now })
    undoConflict(state, conflict)
    const group = undone.siteGroup === undefined ? undefined : state.siteGroups.get(undone.siteGroup.key)
    return {
      undone: true,
      group: group?.id ?? null,
      name: group?.name ?? null,
      formerName: formerNameOf(undone),
      ...notRestored(losses),
    }
  },
}

function factsOf(state: PlanState, undone: Undone): UndoFacts {
  const { conflict, group, link, siteGroup } = undone
  const directory = state.context.directories.get(conflict.directoryId)
  return {
    state: conflict.state,
    decision: conflict.decision,
    closedAt: conflict.closedAt,
    now: state.context.now,
    isConnected: directory !== undefined && directory.phase !== 'disconnected',
    isPaused: isPaused(state, conflict.directoryId),
    laterDecision: conflict.state === 'resolved' ? state.groupCopies.decisionBehind(conflict.key) : null,
    hasGroup: siteGroup !== undefined,
    isGuarded: conflict.kind === 'rename-clash' && group === undefined && link !== undefined,
    isNameTaken: isNameTaken(state, undone),
  }
}
