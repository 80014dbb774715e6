/** An account follows the record that owns it: address, class, profile, on and off, and whether its groups count (design: Users). */
import { classOf } from './account-class.ts'
import { accountProfile } from './account-of.ts'
import { putAccount } from './account-write.ts'
import { APPROVED, externalStop } from './admission.ts'
import { staysOn } from './guard-person.ts'
import type { PlanState } from './plan-state.ts'
import { projectEmail } from './project-email.ts'
import { hold, release } from './project-hold.ts'
import type { Account, HoldKind, UserLink, UserRecord } from './record.ts'
import { accountOfLink, setJoins } from './user-link.ts'

/** @param isNew it has just been let in: what the policy says of people who leave the verified domains is not asked */
export function followRecord(state: PlanState, user: UserRecord, isNew = false): void {
  for (const moved of projectEmail(state, user)) followAddress(state, moved, false)
  followAddress(state, user, isNew)
}

/** Of a member link only the groups count. */
export function followMember(state: PlanState, user: UserRecord, link: UserLink): void {
  const isOn = staysOn(state, user, link, accountOfLink(state, link).class)
  release(state, user, ...state.holds.kindsOf(user.key).filter((kind) => !isOfGuard(kind)))
  setJoins(state, user, link, isOn)
}

function followAddress(state: PlanState, user: UserRecord, isNew: boolean): void {
  const link = state.userLinks.get(user.key)
  if (link === undefined) return
  const account = accountOfLink(state, link)
  const next = { ...account, class: classOf(state, account.audience, account.emailKey) }
  const isOutside = next.class === 'external' && isHeldOutside(state, user, account, isNew)
  if (!isOutside) release(state, user, 'external-review', 'external-ignored')
  // As it is now: who leaves the verified domains with it is asked about the groups alone.
  const isOn = staysOn(state, user, link, next.class)
  putAccount(state, account, { ...next, ...profileOf(user, next), ...switchOf(state, user, next, isOn, isOutside) })
  setJoins(state, user, link, next.class === 'external' ? isOn && !isOutside : true)
}

/** It was managed, and the directory does not simply let external people in. One that was external before stays as it is. */
function isHeldOutside(state: PlanState, user: UserRecord, account: Account, isNew: boolean): boolean {
  const review = state.holds.get(user.key, 'external-review')
  const stop = externalStop(state, user)
  if (isNew || stop === null || review?.basisKey === APPROVED) return false
  const isHeld = review !== undefined || state.holds.get(user.key, 'external-ignored') !== undefined
  if (!isHeld && account.class === 'external') return false
  release(state, user, stop.kind === 'external-review' ? 'external-ignored' : 'external-review')
  hold(state, user, stop.kind, stop.basis, stop.by)
  return true
}

function profileOf(user: UserRecord, account: Account): Partial<Account> {
  if (account.class === 'external') return {}
  const { displayName, profile } = accountProfile(user)
  const name = { displayName: displayName ?? account.displayName }
  return account.class === 'managed' ? { ...name, profile } : name
}

/** What an administrator switched off stays off. An external person is only ever switched on. */
function switchOf(
  state: PlanState,
  user: UserRecord,
  account: Account,
  isOn: boolean,
  isOutside: boolean,
): Partial<Account> {
  if (account.switchedOffBy === 'admin') {
    if (user.active) hold(state, user, 'switched-off-by-admin', null)
    else release(state, user, 'switched-off-by-admin')
    return {}
  }
  release(state, user, 'switched-off-by-admin')
  const active = account.class === 'external' ? account.active || (user.active && !isOutside) : isOn
  return { active, switchedOffBy: active ? null : 'directory' }
}

function isOfGuard(kind: HoldKind): boolean {
  return kind === 'guard' || kind === 'guard-rejected'
}
