/** Writing an account: only what changed, with its change row and counters. */
import { difference } from './difference.ts'
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { Account } from './record.ts'

/** Writes an account if anything but its time changed. */
export function putAccount(state: PlanState, before: Account, after: Account): void {
  const changed = difference(visible(before), visible(after))
  if (Object.keys(changed.before).length === 0 && Object.keys(changed.after).length === 0) return
  state.accounts.put({ ...after, updatedAt: state.context.now })
  if (before.active !== after.active) state.count(0, 'active-accounts', after.active ? 1 : -1)
  state.change({ subjectType: 'account', subjectId: after.id, kind: 'updated', ...changed })
}

export function audienceOf(state: PlanState, user: { readonly directoryId: number }): Audience {
  return state.context.directories.get(user.directoryId)?.audience ?? 'workforce'
}

function visible(account: Account) {
  const { email, displayName, profile, active, switchedOffBy } = account
  return { email, displayName, profile, active, switchedOffBy }
}
