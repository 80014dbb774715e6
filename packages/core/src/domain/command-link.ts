/** Links that an administrator makes, cuts and moves. What an administrator linked gives way to no directory. */

import type { JsonObject } from '../scim/json.ts'
import { audienceOf } from './account-write.ts'
import { CommandRefusal, type Commands } from './command.ts'
import { accountNamed, needAccount, needUser, userOf } from './command-target.ts'
import { followMember, followRecord } from './follow-record.ts'
import { gateOf } from './gate.ts'
import { scoped } from './lookup.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import { hold, releaseAll } from './project-hold.ts'
import type { Account, UserLink, UserRecord } from './record.ts'
import { accountOfLink, cutLink, isLinkedFrom, linkUser } from './user-link.ts'

/** An account that it was linked to before stays as it is. */
export const LINK_USER: CommandRule<Commands['link-user']> = {
  need(need, { userId, accountId }) {
    needUser(need, userId)
    needAccount(need, accountId)
  },
  apply(state, { userId, accountId }, by) {
    const user = userOf(state, userId)
    const account = accountNamed(state, accountId)
    const link = state.userLinks.get(user.key)
    if (link?.kind === 'owning' && link.accountKey === account.key) return linked(user, account)
    assertOpen(state, user)
    if (account.audience !== audienceOf(state, user)) {
      throw refused('The account is of the other audience: customers and workforce share none.')
    }
    if (ownerKeyOf(state, account) !== null) {
      throw refused('Another user owns the account: move its ownership, or unlink that one first.')
    }
    if (link?.accountKey !== account.key) assertNotLinkedFrom(state, user, account)
    if (link !== undefined) cutLink(state, user, link)
    own(state, user, account, by)
    return linked(user, account)
  },
}

/** The account stays on, with all that no directory gave it: only the memberships that come from this directory end. */
export const UNLINK_USER: CommandRule<Commands['unlink-user']> = {
  need: (need, { userId }) => needUser(need, userId),
  apply(state, { userId }, by) {
    const user = userOf(state, userId)
    const link = state.userLinks.get(user.key)
    if (link === undefined) throw refused('The user is linked to no account.')
    assertOpen(state, user)
    const account = cutLink(state, user, link)
    releaseAll(state, user)
    hold(state, user, 'detached', null, by)
    return linked(user, account)
  },
}

export const MEMBER_LINK_USER: CommandRule<Commands['member-link-user']> = {
  need: (need, { userId }) => needUser(need, userId),
  apply(state, { userId }, by) {
    const user = userOf(state, userId)
    const link = state.userLinks.get(user.key)
    if (link?.kind === 'member') return linked(user, accountOfLink(state, link))
    if (link !== undefined) throw refused('The user owns an account: unlink it first.')
    assertOpen(state, user)
    const account = accountByAddress(state, user)
    if (ownerKeyOf(state, account) === null) {
      throw refused('Nobody owns the account with the address of the user: link the user to it instead.')
    }
    assertNotLinkedFrom(state, user, account)
    joinAccount(state, user, account, by)
    return linked(user, account)
  },
}

/** Who owned it has a member link from now on if the two change places, else its hold is `duplicate`. */
export const MOVE_OWNERSHIP: CommandRule<Commands['move-ownership']> = {
  need: (need, { userId }) => needUser(need, userId),
  apply(state, { userId }, by) {
    const user = userOf(state, userId)
    const link = state.userLinks.get(user.key)
    if (link?.kind === 'owning') throw refused('The user owns an account already: unlink it first.')
    assertOpen(state, user)
    const account = link === undefined ? accountByAddress(state, user) : accountOfLink(state, link)
    const owner = ownerOf(state, account)
    if (owner !== null) assertOpen(state, owner)
    // A member link of its own directory would share its memberships.
    if (link === undefined && owner?.directoryId !== user.directoryId) assertNotLinkedFrom(state, user, account)
    if (link !== undefined) cutLink(state, user, link)
    const owning = owner === null ? undefined : state.userLinks.get(owner.key)
    if (owner === null || owning === undefined) {
      own(state, user, account, by)
      return linked(user, account)
    }
    cutLink(state, owner, owning)
    own(state, user, account, by)
    if (link === undefined) state.displaced.push(owner.key)
    else joinAccount(state, owner, account, by)
    return { ...linked(user, account), formerOwnerId: owner.id }
  },
}

function own(state: PlanState, user: UserRecord, account: Account, by: string): void {
  releaseAll(state, user)
  linkUser(state, user, { accountKey: account.key, kind: 'owning', madeBy: by })
  followRecord(state, user, true)
}

function joinAccount(state: PlanState, user: UserRecord, account: Account, by: string): void {
  const link: UserLink = { key: user.key, accountKey: account.key, kind: 'member', joins: false, madeBy: by }
  linkUser(state, user, link)
  followMember(state, user, link)
}

function ownerKeyOf(state: PlanState, account: Account): number | null {
  return state.owners.get(account.key) ?? null
}

/** Null: nobody. */
function ownerOf(state: PlanState, account: Account): UserRecord | null {
  const key = ownerKeyOf(state, account)
  if (key === null) return null
  const owner = state.userByKey(key)
  if (owner === undefined) {
    throw refused('The owner of the account was deleted while its directory is paused: resume that first.')
  }
  return owner
}

function accountByAddress(state: PlanState, user: UserRecord): Account {
  const { emailKey } = user
  const key = emailKey === null ? undefined : state.accountEmails.find(scoped(audienceOf(state, user), emailKey))
  const account = key === undefined ? undefined : state.accounts.get(key)
  if (account === undefined) throw refused('No account has the e-mail address of the user.')
  return account
}

/** Two records of one directory would share their memberships. */
function assertNotLinkedFrom(state: PlanState, user: UserRecord, account: Account): void {
  if (isLinkedFrom(state, account.key, user.directoryId)) {
    throw refused('Another user of the same directory is linked to the account: unlink that one first.')
  }
}

function assertOpen(state: PlanState, user: UserRecord): void {
  const gate = gateOf(state, user)
  if (gate === 'waiting') throw refused('A directory that this concerns is paused: resume it first.')
  if (gate === 'reviewing') throw refused('The user has not left the review of its directory: start syncing first.')
}

function linked(user: UserRecord, account: Account): JsonObject {
  return { userId: user.id, accountId: account.id }
}

function refused(detail: string): CommandRefusal {
  return new CommandRefusal('refused', detail)
}
