/** Links of users to accounts: made and cut here, with the memberships that hang on them. */
import type { JsonObject } from '../scim/json.ts'
import { countBack } from './guard.ts'
import { endItem, heldItem } from './guard-item-write.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { projectUserPairs } from './project-member.ts'
import type { Account, Key, UserLink, UserRecord } from './record.ts'

/** Groups do not count yet: see `setJoins`. */
export function linkUser(state: PlanState, user: UserRecord, link: Omit<UserLink, 'key' | 'joins'>): void {
  const account = accountOfLink(state, link)
  state.userLinks.put({ key: user.key, joins: false, ...link })
  if (link.kind === 'owning') {
    state.owners.set(account.key, user.key)
    if (account.active) state.count(user.directoryId, 'on-accounts', 1)
  } else state.memberLinks.set(account.key, new Set([...membersOf(state, account.key), user.key]))
  const after: JsonObject = link.kind === 'owning' ? { user: user.id } : { user: user.id, kind: link.kind }
  state.change({ subjectType: 'account', subjectId: account.id, kind: 'linked', before: null, after })
}

/** The account stays as it is; whoever waits for it is projected again. */
export function cutLink(state: PlanState, user: UserRecord, link: UserLink): Account {
  const account = accountOfLink(state, link)
  const item = heldItem(state, user)
  if (item !== undefined) endItem(state, item, 'superseded', user)
  setJoins(state, user, link, false)
  state.userLinks.delete(user.key)
  if (link.kind === 'owning') {
    state.owners.set(account.key, null)
    // One whose record is deleted is not counted any more.
    if (account.active && state.users.get(user.key) !== undefined) state.count(user.directoryId, 'on-accounts', -1)
  } else {
    state.memberLinks.set(account.key, new Set([...membersOf(state, account.key)].filter((key) => key !== user.key)))
  }
  state.change({
    subjectType: 'account',
    subjectId: account.id,
    kind: 'unlinked',
    before: { user: user.id },
    after: null,
  })
  state.freed.push(scoped('duplicate', account.emailKey))
  return account
}

/** Whether the groups of the record count for its account. */
export function setJoins(state: PlanState, user: UserRecord, link: UserLink, joins: boolean): void {
  if (link.joins === joins) return
  state.userLinks.put({ ...link, joins })
  // By its class an account may have its groups, and be off.
  if (joins && user.active) countBack(state, link.accountKey, user.directoryId)
  projectUserPairs(state, user.key, link.accountKey, joins)
}

export function accountOfLink(state: PlanState, { accountKey }: Pick<UserLink, 'accountKey'>): Account {
  const account = state.accounts.get(accountKey)
  if (account === undefined) throw new Error(`account ${accountKey} of a link was not loaded`)
  return account
}

/** Whether a record of this directory is linked to the account: two would share their memberships. */
export function isLinkedFrom(state: PlanState, accountKey: Key, directoryId: number): boolean {
  const owner = state.owners.get(accountKey) ?? null
  const keys = owner === null ? membersOf(state, accountKey) : [owner, ...membersOf(state, accountKey)]
  return [...keys].some((key) => state.userByKey(key)?.directoryId === directoryId)
}

export function hasMemberFrom(state: PlanState, accountKey: Key, directoryId: number): boolean {
  return [...membersOf(state, accountKey)].some((key) => state.userByKey(key)?.directoryId === directoryId)
}

function membersOf(state: PlanState, accountKey: Key): ReadonlySet<Key> {
  return state.memberLinks.get(accountKey) ?? new Set()
}
