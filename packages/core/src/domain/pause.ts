/**
 * What would reach the site while the directory is paused, and waits for the end of the pause (design: Holds). The directory itself
 * is changed as always; at the end the rows of now are projected, and nothing is played back.
 */
import { isPaused } from './gate.ts'
import { goneRecord } from './gone-record.ts'
import type { PlanState } from './plan-state.ts'
import { endConflict } from './project-conflict.ts'
import { projectDeletedGroup } from './project-group.ts'
import { releaseAll } from './project-hold.ts'
import { projectDeletedUser } from './project-user.ts'
import type { GroupRecord, UserRecord } from './record.ts'

/** A record is being deleted: what it is linked to at the site follows, at once or when the pause ends. */
export function projectDeletion(state: PlanState, record: UserRecord | GroupRecord): void {
  const isUser = 'userNameKey' in record
  const link = isUser ? state.userLinks.get(record.key) : state.groupLinks.get(record.key)
  if (link !== undefined && isPaused(state, record.directoryId)) {
    if (!isUser) endConflict(state, record)
    releaseAll(state, record)
    state.wait(record, true, goneRecord(record, state.nextKey))
  } else if (isUser) projectDeletedUser(state, record)
  else projectDeletedGroup(state, record)
}
