/** The address of an account follows its owning record: at once when it is free, after a hold when it is not. */
import { classOf } from './account-class.ts'
import { accountProfile } from './account-of.ts'
import { putAccount } from './account-write.ts'
import { passes } from './gate.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release } from './project-hold.ts'
import type { Account, Key, UserRecord } from './record.ts'

/** One person takes the address that the next one leaves: longer rings are not looked for. */
const MAX_RING = 16

/** @returns the other records of the ring: their accounts have moved as well */
export function projectEmail(state: PlanState, user: UserRecord): readonly UserRecord[] {
  const link = state.userLinks.get(user.key)
  const account = link === undefined ? undefined : state.accounts.get(link.accountKey)
  const wanted = user.emailKey
  if (link === undefined || account === undefined) return []
  if (wanted === null) {
    release(state, user, 'email-taken')
    // An administrator who links somebody without an address knows that.
    if (link.madeBy === 'lane') hold(state, user, 'no-email', null)
    else release(state, user, 'no-email')
    return []
  }
  release(state, user, 'no-email')
  const holderKey = isWritten(state, account, wanted) ? holderOf(state, account, wanted) : account.key
  if (holderKey === undefined || holderKey === account.key) {
    release(state, user, 'email-taken')
    moveTo(state, user, account)
    return []
  }
  const ring = ringOf(state, user, account, holderKey)
  if (ring === null) {
    hold(state, user, 'email-taken', wanted)
    return []
  }
  for (const member of ring) {
    release(state, member, 'email-taken')
    const own = accountOf(state, member.key)
    if (own !== undefined) moveTo(state, member, own)
  }
  return ring.slice(1)
}

/** An external account keeps the address that it has, whatever other external one its record gets. */
function isWritten(state: PlanState, { audience, emailKey }: Account, wanted: string): boolean {
  return classOf(state, audience, emailKey) !== 'external' || classOf(state, audience, wanted) !== 'external'
}

function holderOf(state: PlanState, { audience }: Account, wanted: string): Key | undefined {
  return state.accountEmails.find(scoped(audience, wanted))
}

/**
 * Records that wait for each other's addresses in a ring that this user closes (two people who swapped), else null.
 * Each wants the address of the next one's account, so all can move at once.
 */
function ringOf(state: PlanState, user: UserRecord, account: Account, holderKey: Key): UserRecord[] | null {
  const ring = [user]
  let next = holderKey
  while (ring.length < MAX_RING) {
    const owner = ownerOf(state, next)
    if (owner === undefined || owner.emailKey === null) return null
    if (state.holds.get(owner.key, 'email-taken') === undefined) return null
    // Its address stays until the pause ends; then it looks for the ring itself.
    if (!passes(state, owner)) return null
    ring.push(owner)
    const holder = state.accountEmails.find(scoped(account.audience, owner.emailKey))
    if (holder === undefined) return null
    if (holder === account.key) return ring
    next = holder
  }
  return null
}

function moveTo(state: PlanState, user: UserRecord, account: Account): void {
  const { email } = accountProfile(user)
  if (email === null || user.emailKey === null) return
  if (!isWritten(state, account, user.emailKey)) return
  const left = account.emailKey
  if (left !== user.emailKey) {
    state.accountEmails.release(scoped(account.audience, left), account.key)
    state.accountEmails.take(scoped(account.audience, user.emailKey), account.key)
    state.freed.push(scoped('email-taken', left), scoped('duplicate', left))
  }
  putAccount(state, account, { ...account, email, emailKey: user.emailKey })
}

function accountOf(state: PlanState, userKey: Key): Account | undefined {
  const link = state.userLinks.get(userKey)
  return link === undefined ? undefined : state.accounts.get(link.accountKey)
}

function ownerOf(state: PlanState, accountKey: Key): UserRecord | undefined {
  const ownerKey = state.owners.get(accountKey) ?? null
  return ownerKey === null ? undefined : state.userByKey(ownerKey)
}
