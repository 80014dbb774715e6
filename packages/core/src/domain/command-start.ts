/** Start syncing now: from here on the lane walks through the records of the directory, and each leaves the review with its step. */
import { CommandRefusal, type Commands } from './command.ts'
import { needGroup, needUser } from './command-target.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import { isUuid } from './uuid-text.ts'

export const START: CommandRule<Commands['start']> = {
  need: () => undefined,
  apply(state, { directoryId, previewId }) {
    assertReviewing(state, directoryId)
    state.starts.push({ operationId: state.operationId, directoryId, previewId })
    return { start: state.operationId }
  },
}

/** Chosen users and groups leave the review before the others. */
export const TRIAL_START: CommandRule<Commands['trial-start']> = {
  need(need, { userIds, groupIds }) {
    for (const id of userIds) needUser(need, id)
    for (const id of groupIds) needGroup(need, id)
  },
  apply(state, { directoryId, userIds, groupIds }) {
    const records = [
      ...userIds.map((id) => (isUuid(id) ? state.userById(directoryId, id) : undefined)),
      ...groupIds.map((id) => (isUuid(id) ? state.groupById(directoryId, id) : undefined)),
    ]
    assertReviewing(state, directoryId)
    const keys = records.flatMap((record) => (record === undefined ? [] : [record.key]))
    if (records.length === 0) throw new CommandRefusal('invalid', 'Name at least one user or group.')
    if (keys.length < records.length) {
      throw new CommandRefusal('invalid', 'At least one of them is no user or group of the directory.')
    }
    state.mark({ kind: 'rows', keys, begins: true })
    return { users: userIds.length, groups: groupIds.length }
  },
}

function assertReviewing(state: PlanState, directoryId: number): void {
  const phase = state.context.directories.get(directoryId)?.phase
  if (phase === undefined || phase === 'disconnected') {
    throw new CommandRefusal('not-found', 'There is no such directory.')
  }
  if (phase === 'starting' || state.starts.some((start) => start.directoryId === directoryId)) {
    throw new CommandRefusal('refused', 'The directory is starting already. Look at its progress.')
  }
  if (phase === 'syncing') {
    throw new CommandRefusal('refused', 'The directory is syncing already: there is nothing to start.')
  }
}
