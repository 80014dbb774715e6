/**
 * From a user record to its account: the only code that decides what becomes of a person at the site.
 * For now: linked by e-mail, created when nobody has it, held when somebody else does. The other rules of the
 * domain (verified domains, policies, guard) join here.
 */
import { accountClass, accountProfile } from './account-of.ts'
import { audienceOf, putAccount } from './account-write.ts'
import { passes } from './gate.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { projectEmail } from './project-email.ts'
import { hold, release, releaseAll } from './project-hold.ts'
import { projectUserPairs } from './project-member.ts'
import type { Account, UserRecord } from './record.ts'

export function projectUser(state: PlanState, user: UserRecord): void {
  if (!passes(state, user)) return
  const link = state.userLinks.get(user.key)
  if (link === undefined) {
    linkUser(state, user)
    return
  }
  const account = state.accounts.get(link.accountKey)
  if (account === undefined) throw new Error(`account ${link.accountKey} of a link was not loaded`)
  followProfile(state, user, account)
  projectEmail(state, user)
}

/** The link is cut and the account goes off; an account is never deleted. Its address is free to be linked again. */
export function projectDeletedUser(state: PlanState, user: UserRecord): void {
  const link = state.userLinks.get(user.key)
  releaseAll(state, user)
  if (link === undefined) return
  projectUserPairs(state, user.key, link.accountKey, false)
  state.userLinks.delete(user.key)
  state.owners.set(link.accountKey, null)
  const account = state.accounts.get(link.accountKey)
  if (account === undefined) throw new Error(`account ${link.accountKey} of a link was not loaded`)
  state.change({
    subjectType: 'account',
    subjectId: account.id,
    kind: 'unlinked',
    before: { user: user.id },
    after: null,
  })
  putAccount(state, account, { ...account, active: false, switchedOffBy: account.switchedOffBy ?? 'directory' })
  state.freed.push(scoped('duplicate', account.emailKey))
}

function linkUser(state: PlanState, user: UserRecord): void {
  const audience = audienceOf(state, user)
  const { email } = accountProfile(user)
  if (user.emailKey === null || email === null) {
    release(state, user, 'duplicate')
    hold(state, user, 'no-email', null)
    return
  }
  const accountKey = state.accountEmails.find(scoped(audience, user.emailKey))
  const account = accountKey === undefined ? createAccount(state, user, email) : state.accounts.get(accountKey)
  if (account === undefined) throw new Error(`account ${accountKey} was found by e-mail and not loaded`)
  if (state.owners.get(account.key)) {
    release(state, user, 'no-email')
    hold(state, user, 'duplicate', user.emailKey)
    return
  }
  release(state, user, 'no-email', 'duplicate')
  state.userLinks.put({ key: user.key, accountKey: account.key, kind: 'owning', joins: true, madeBy: 'lane' })
  state.owners.set(account.key, user.key)
  state.change({
    subjectType: 'account',
    subjectId: account.id,
    kind: 'linked',
    before: null,
    after: { user: user.id },
  })
  projectUserPairs(state, user.key, account.key, true)
  followProfile(state, user, account)
}

function createAccount(state: PlanState, user: UserRecord, email: string): Account {
  const { now } = state.context
  const audience = audienceOf(state, user)
  const account: Account = {
    key: state.newKey(),
    id: state.context.newId(),
    audience,
    class: accountClass(audience),
    active: user.active,
    switchedOffBy: user.active ? null : 'directory',
    email,
    emailKey: user.emailKey ?? '',
    displayName: accountProfile(user).displayName,
    profile: accountProfile(user).profile,
    createdAt: now,
    updatedAt: now,
  }
  state.accounts.put(account)
  state.accountEmails.take(scoped(audience, account.emailKey), account.key)
  state.accountIds.take(account.id, account.key)
  state.owners.set(account.key, null)
  state.count(0, 'accounts', 1)
  if (account.active) state.count(0, 'active-accounts', 1)
  state.change({ subjectType: 'account', subjectId: account.id, kind: 'created', before: null, after: null })
  return account
}

/** Display name, profile and on/off follow the owning record; what an admin switched off stays off. */
function followProfile(state: PlanState, user: UserRecord, account: Account): void {
  const { displayName, profile } = accountProfile(user)
  const keptOff = account.switchedOffBy === 'admin'
  if (keptOff && user.active) hold(state, user, 'switched-off-by-admin', null)
  else release(state, user, 'switched-off-by-admin')
  const active = user.active && !keptOff
  const switchedOffBy = keptOff ? 'admin' : active ? null : 'directory'
  putAccount(state, account, {
    ...account,
    displayName: displayName ?? account.displayName,
    profile,
    active,
    switchedOffBy,
  })
}
