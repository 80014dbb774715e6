/** Writing an account: only what changed, with its change row and counters. */
import { difference } from './difference.ts'
import { countBack } from './guard.ts'
import { scoped } from './lookup.ts'
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { Account } from './record.ts'

/** A new one, owned by nobody yet. Its address is free. */
export function insertAccount(state: PlanState, account: Account): void {
  state.accounts.put(account)
  state.accountIds.take(account.id, account.key)
  state.accountEmails.take(scoped(account.audience, account.emailKey), account.key)
  state.owners.set(account.key, null)
  state.count(0, 'accounts', 1)
  if (account.active) state.count(0, 'active-accounts', 1)
  countInClass(state, account, 1)
  state.change({ subjectType: 'account', subjectId: account.id, kind: 'created', before: null, after: null })
}

/** Nothing is linked to it any more, and it is in no group. Its address is free. */
export function deleteAccount(state: PlanState, account: Account): void {
  const { key, id, audience, emailKey, active } = account
  state.accounts.delete(key)
  state.accountIds.release(id, key)
  state.accountEmails.release(scoped(audience, emailKey), key)
  state.owners.delete(key)
  state.memberLinks.delete(key)
  state.count(0, 'accounts', -1)
  if (active) state.count(0, 'active-accounts', -1)
  countInClass(state, account, -1)
  state.change({ subjectType: 'account', subjectId: id, kind: 'erased', before: null, after: null })
  state.freed.push(scoped('email-taken', emailKey), scoped('duplicate', emailKey))
}

/** Writes an account if anything but its time changed. */
export function putAccount(state: PlanState, before: Account, after: Account): void {
  const changed = difference(visible(before), visible(after))
  if (Object.keys(changed.before).length === 0 && Object.keys(changed.after).length === 0) return
  state.accounts.put({ ...after, updatedAt: state.context.now })
  if (before.active !== after.active) countSwitch(state, after)
  if (before.active !== after.active || before.class !== after.class) {
    countInClass(state, before, -1)
    countInClass(state, after, 1)
  }
  state.change({ subjectType: 'account', subjectId: after.id, kind: 'updated', ...changed })
}

export function audienceOf(state: PlanState, user: { readonly directoryId: number }): Audience {
  return state.context.directories.get(user.directoryId)?.audience ?? 'workforce'
}

/** For the site, and for the directory whose record owns it. */
function countSwitch(state: PlanState, { key, active }: Account): void {
  const by = active ? 1 : -1
  state.count(0, 'active-accounts', by)
  const ownerKey = state.owners.get(key) ?? null
  const owner = ownerKey === null ? undefined : state.userByKey(ownerKey)
  if (owner !== undefined) state.count(owner.directoryId, 'on-accounts', by)
  if (active) countBack(state, key, null)
}

function countInClass(state: PlanState, account: Account, by: 1 | -1): void {
  state.count(0, `accounts:${account.class}`, by)
  if (account.active) state.count(0, `active-accounts:${account.class}`, by)
}

function visible({ class: accountClass, email, displayName, profile, active, switchedOffBy }: Account) {
  return { class: accountClass, email, displayName, profile, active, switchedOffBy }
}
