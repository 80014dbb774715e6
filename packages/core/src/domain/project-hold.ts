/** Setting and ending holds, counted and recorded as changes. */
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, Hold, HoldKind, UserRecord } from './record.ts'

type HeldRecord = UserRecord | GroupRecord

function subject(record: HeldRecord): { subjectType: 'User' | 'Group'; subjectId: string } {
  return { subjectType: 'userNameKey' in record ? 'User' : 'Group', subjectId: record.id }
}

/** Holds a record; a hold that already says the same stays as it is. @param by the administrator who wants it so */
export function hold(
  state: PlanState,
  record: HeldRecord,
  kind: HoldKind,
  basisKey: string | null,
  by: string = 'lane',
): void {
  const old = state.holds.get(record.key, kind)
  if (old !== undefined && old.basisKey === basisKey) return
  state.holds.put({ recordKey: record.key, kind, basisKey, since: old?.since ?? state.context.now, by })
  if (old !== undefined) return
  state.count(record.directoryId, `hold:${kind}`, 1)
  state.change({ ...subject(record), kind: 'held', before: null, after: { hold: kind } })
}

export function release(state: PlanState, record: HeldRecord, ...kinds: readonly HoldKind[]): void {
  for (const kind of kinds) {
    if (state.holds.get(record.key, kind) === undefined) continue
    state.holds.delete(record.key, kind)
    state.count(record.directoryId, `hold:${kind}`, -1)
    state.change({ ...subject(record), kind: 'released', before: { hold: kind }, after: null })
  }
}

export function releaseAll(state: PlanState, record: HeldRecord): void {
  release(state, record, ...state.holds.kindsOf(record.key))
}

/** Known to an administrator from now on: it ends by itself as before. @returns whether it was not yet */
export function dismiss(state: PlanState, record: HeldRecord, held: Hold, by: string): boolean {
  if (held.by !== 'lane') return false
  state.holds.put({ ...held, by })
  state.change({ ...subject(record), kind: 'dismissed', before: null, after: { hold: held.kind } })
  return true
}
