/**
 * The account of a user that may have one: that of its tombstone, else the one with its address, if nobody comes before it.
 * Guarantee: who owns an account does not depend on who came first.
 */
import { assignedTo } from './account-class.ts'
import { audienceOf } from './account-write.ts'
import type { Admitted } from './admission.ts'
import { gateOf } from './gate.ts'
import type { GuardItem } from './guard-item.ts'
import { keptOf } from './guard-return.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, UserRecord } from './record.ts'
import { hasMemberFrom } from './user-link.ts'

export type Found =
  /** `kept`: of a record that was deleted, and whose loss is held: it ends. */
  | { readonly kind: 'free'; readonly account: Account; readonly kept: GuardItem | null }
  /** It belongs to a record that comes after this one. */
  | { readonly kind: 'gives-way'; readonly account: Account; readonly owner: UserRecord }
  | { readonly kind: 'taken' }
  | { readonly kind: 'none' }

export function findAccount(state: PlanState, user: UserRecord, { emailKey }: Admitted): Found {
  const buried = takeTombstone(state, user)
  if (buried !== undefined) return { kind: 'free', account: buried, kept: keptOf(state, buried) }
  const key = state.accountEmails.find(scoped(audienceOf(state, user), emailKey))
  if (key === undefined) return { kind: 'none' }
  const account = state.accounts.get(key)
  if (account === undefined) throw new Error(`account ${key} was found by e-mail and not loaded`)
  if (hasMemberFrom(state, key, user.directoryId)) return { kind: 'taken' }
  const ownerKey = state.owners.get(key) ?? null
  const kept = keptOf(state, account)
  if (ownerKey === null || kept !== null) return { kind: 'free', account, kept }
  const owner = state.userByKey(ownerKey)
  return owner !== undefined && comesBefore(state, user, owner, account)
    ? { kind: 'gives-way', account, owner }
    : { kind: 'taken' }
}

/** Of a record with this externalId that was deleted before the user was made. It ends when somebody else has its account. */
function takeTombstone(state: PlanState, user: UserRecord): Account | undefined {
  const { directoryId, externalId } = user
  if (externalId === null) return undefined
  const tombstone = state.tombstones.find(directoryId, audienceOf(state, user), externalId)
  if (tombstone === undefined || tombstone.expiresAt <= state.context.now) return undefined
  if (user.key < tombstone.sinceKey) return undefined
  const account = state.accounts.get(tombstone.accountKey)
  state.tombstones.take(tombstone)
  if (account === undefined || isOwned(state, account) || hasMemberFrom(state, account.key, directoryId)) {
    return undefined
  }
  return account
}

function isOwned(state: PlanState, account: Account): boolean {
  return (state.owners.get(account.key) ?? null) !== null && keptOf(state, account) === null
}

/**
 * The directory that the domain is assigned to, then the directory that was registered first. Within one directory whoever has it. What an
 * administrator linked stays, and so does an account whose owner has another address by now.
 */
function comesBefore(state: PlanState, user: UserRecord, owner: UserRecord, account: Account): boolean {
  if (state.userLinks.get(owner.key)?.madeBy !== 'lane' || owner.emailKey !== account.emailKey) return false
  if (!isBefore(state, user, owner, account)) return false
  const gate = gateOf(state, owner)
  // Nothing of a paused directory changes: it gives way when that ends.
  if (gate === 'waiting') state.wait(owner, false)
  return gate === 'open'
}

function isBefore(state: PlanState, user: UserRecord, owner: UserRecord, account: Account): boolean {
  // What its own directory says came in an order: who has the account keeps it.
  if (user.directoryId === owner.directoryId) return false
  const assigned = assignedTo(state, account.audience, account.emailKey)
  if (assigned === user.directoryId) return true
  if (assigned === owner.directoryId) return false
  return user.directoryId < owner.directoryId
}
