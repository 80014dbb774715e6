/** An externalId goes with its user: whoever waits for it is projected again. */
import { externalIdBasis } from './admission.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { UserRecord } from './record.ts'

/** @param before null: created. @param after null: deleted */
export function moveExternalId(state: PlanState, before: UserRecord | null, after: UserRecord | null): void {
  const [old, now] = [before?.externalId ?? null, after?.externalId ?? null]
  if (old === now) return
  if (before !== null && old !== null) {
    state.externalIds.release(scoped(before.directoryId, old), before.key)
    state.freed.push(scoped('duplicate', externalIdBasis(old)))
  }
  if (after === null || now === null) return
  const name = scoped(after.directoryId, now)
  // Those that came later wait for this one from now on, if they have no account.
  if (before !== null) state.displaced.push(...state.externalIds.find(name).filter((key) => key > after.key))
  state.externalIds.take(name, after.key)
}
