/** From a user record to its account: the only code that decides what becomes of a person at the site (design: Users). */
import { classOf } from './account-class.ts'
import { accountProfile } from './account-of.ts'
import { audienceOf, insertAccount, putAccount } from './account-write.ts'
import { type Admitted, APPROVED, admissionOf, type Stop } from './admission.ts'
import { findAccount } from './find-account.ts'
import { followMember, followRecord } from './follow-record.ts'
import { passes } from './gate.ts'
import { endWithAnotherWay } from './guard-rejoin.ts'
import { endDeleted, keptOf } from './guard-return.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release, releaseAll } from './project-hold.ts'
import type { Account, HoldKind, Key, UserLink, UserRecord } from './record.ts'
import { layTombstone } from './tombstone-lay.ts'
import { accountOfLink, cutLink, linkUser } from './user-link.ts'

/** Those that say why a record has no account. */
const UNLINKED: readonly HoldKind[] = ['no-email', 'duplicate', 'external-review', 'external-ignored', 'inactive']
/** Those of a record that has lost its account to another. */
const LINKED: readonly HoldKind[] = ['email-taken', 'switched-off-by-admin']

export function projectUser(state: PlanState, user: UserRecord): void {
  if (!passes(state, user)) return
  const link = state.userLinks.get(user.key)
  if (link !== undefined) {
    if (link.kind === 'owning') followRecord(state, user)
    else followMember(state, user, link)
    endWithAnotherWay(state, user, link)
  } else if (state.holds.get(user.key, 'detached') === undefined) admit(state, user)
}

/** An account without owner, or whose deleted owner is held: nothing is said about it but its address. */
export function projectAccount(state: PlanState, account: Account): void {
  const ownerKey = state.owners.get(account.key) ?? null
  const owner = ownerKey === null ? undefined : state.userByKey(ownerKey)
  if (owner !== undefined) projectUser(state, owner)
  if (ownerKey !== null && keptOf(state, account) === null) return
  putAccount(state, account, { ...account, class: classOf(state, account.audience, account.emailKey) })
}

/**
 * The link is cut, and an account is never deleted: a managed one and one of a portal go off, an external one leaves the synced
 * groups. Its address is free to be linked again, and its externalId leads back to it for a while.
 * @param sinceKey whoever came later may take it; not now where it was deleted during a pause
 */
export function projectDeletedUser(state: PlanState, user: UserRecord, sinceKey: Key = state.nextKey): void {
  const link = state.userLinks.get(user.key)
  releaseAll(state, user)
  if (link === undefined) return
  if (link.kind === 'owning') layTombstone(state, user, accountOfLink(state, link), sinceKey)
  switchOffDeleted(state, user, link)
}

/** Its link is cut, and its account goes off. */
export function switchOffDeleted(state: PlanState, user: UserRecord, link: UserLink): void {
  const account = cutLink(state, user, link)
  if (link.kind === 'member') return
  const next = { ...account, class: classOf(state, account.audience, account.emailKey) }
  const off = { active: false, switchedOffBy: account.switchedOffBy ?? 'directory' } as const
  putAccount(state, account, next.class === 'external' ? next : { ...next, ...off })
}

function admit(state: PlanState, user: UserRecord): void {
  const admission = admissionOf(state, user)
  if (admission.kind === 'stopped') {
    stop(state, user, admission.stop)
    return
  }
  const { admitted } = admission
  const found = findAccount(state, user, admitted)
  if (found.kind === 'taken') {
    // An approval is remembered until the account is free.
    stop(state, user, { kind: 'duplicate', basis: admitted.emailKey, by: 'lane' }, admitted.approvedBy)
    return
  }
  if (found.kind === 'gives-way') {
    const { owner } = found
    const link = state.userLinks.get(owner.key)
    if (link !== undefined) cutLink(state, owner, link)
    state.displaced.push(owner.key)
  }
  if (found.kind === 'free' && found.kept !== null) endDeleted(state, found.kept)
  release(state, user, ...UNLINKED, ...LINKED)
  const account = found.kind === 'none' ? createAccount(state, user, admitted) : found.account
  linkUser(state, user, { accountKey: account.key, kind: 'owning', madeBy: 'lane' })
  followRecord(state, user, true)
}

function stop(state: PlanState, user: UserRecord, { kind, basis, by }: Stop, approvedBy: string | null = null): void {
  const kept: readonly HoldKind[] = approvedBy === null ? [kind] : [kind, 'external-review']
  release(state, user, ...[...UNLINKED, ...LINKED].filter((each) => !kept.includes(each)))
  hold(state, user, kind, basis, by)
  if (approvedBy !== null) hold(state, user, 'external-review', APPROVED, approvedBy)
}

/** What an external account says of itself is taken over once. */
function createAccount(
  state: PlanState,
  user: UserRecord,
  { email, emailKey, class: accountClass }: Admitted,
): Account {
  const { now } = state.context
  const { displayName, profile } = accountProfile(user)
  const account: Account = {
    key: state.newKey(),
    id: state.context.newId(),
    audience: audienceOf(state, user),
    class: accountClass,
    active: user.active,
    switchedOffBy: user.active ? null : 'directory',
    email,
    emailKey,
    displayName,
    profile: accountClass === 'portal-only' ? {} : profile,
    createdAt: now,
    updatedAt: now,
  }
  insertAccount(state, account)
  return account
}
