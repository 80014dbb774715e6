/** Whether a user that has no account may have one (design: Users, Holds). What the addresses say comes after. */
import { assignedTo, classOf } from './account-class.ts'
import { accountProfile } from './account-of.ts'
import { audienceOf } from './account-write.ts'
import type { ExternalUsers } from './directory-policy.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { AccountClass, HoldKind, Key, UserRecord } from './record.ts'

/** The basis of a hold that an administrator has decided about; it becomes effect when the record is projected. */
export const APPROVED = 'approved'
export const IGNORED = 'ignored'

/** How the basis of a hold `duplicate` begins that is about the externalId. */
export const EXTERNAL_ID = 'externalId:'

export type Stop = { readonly kind: HoldKind; readonly basis: string | null; readonly by: string }

export type Admitted = {
  readonly email: string
  readonly emailKey: string
  readonly class: AccountClass
  /** The administrator who approved it although it is external; null: nobody had to. */
  readonly approvedBy: string | null
}

export type Admission =
  | { readonly kind: 'admitted'; readonly admitted: Admitted }
  | { readonly kind: 'stopped'; readonly stop: Stop }

export function admissionOf(state: PlanState, user: UserRecord): Admission {
  const { emailKey } = user
  const { email } = accountProfile(user)
  if (emailKey === null || email === null) return stopped('no-email', null)
  if (user.externalId !== null && hasElder(state, user, user.externalId)) {
    return stopped('duplicate', externalIdBasis(user.externalId))
  }
  const audience = audienceOf(state, user)
  const assigned = assignedTo(state, audience, emailKey)
  if (assigned !== null && assigned !== user.directoryId) return stopped('duplicate', emailKey)
  const accountClass = classOf(state, audience, emailKey)
  if (accountClass !== 'external') return admitted({ email, emailKey, class: accountClass, approvedBy: null })
  const approvedBy = approvalOf(state, user.key)
  const stop = approvedBy === null ? externalStop(state, user) : null
  if (stop !== null) return { kind: 'stopped', stop }
  if (!user.active) return stopped('inactive', approvedBy === null ? null : APPROVED, approvedBy ?? 'lane')
  return admitted({ email, emailKey, class: accountClass, approvedBy })
}

export function externalIdBasis(externalId: string): string {
  return `${EXTERNAL_ID}${externalId}`
}

export function externalPolicy(state: PlanState, { directoryId }: UserRecord): ExternalUsers {
  return state.context.directories.get(directoryId)?.externalUsers ?? 'sync'
}

/** Who approved it and whose approval has had no effect yet. */
function approvalOf(state: PlanState, key: Key): string | null {
  const holds = [state.holds.get(key, 'external-review'), state.holds.get(key, 'inactive')]
  return holds.find((hold) => hold?.basisKey === APPROVED)?.by ?? null
}

/** Null: the policy lets everybody in. */
export function externalStop(state: PlanState, user: UserRecord): Stop | null {
  const policy = externalPolicy(state, user)
  if (policy === 'sync') return null
  const review = state.holds.get(user.key, 'external-review')
  const ignored = state.holds.get(user.key, 'external-ignored')
  if (review?.basisKey === IGNORED) return { kind: 'external-ignored', basis: policy, by: review.by }
  // What was decided under this policy stays.
  if (ignored?.basisKey === policy) return { kind: 'external-ignored', basis: policy, by: ignored.by }
  return { kind: policy === 'review' ? 'external-review' : 'external-ignored', basis: policy, by: 'lane' }
}

/** A live record of the directory came first with this externalId. */
function hasElder(state: PlanState, user: UserRecord, externalId: string): boolean {
  return state.externalIds.find(scoped(user.directoryId, externalId)).some((key) => key < user.key)
}

function stopped(kind: HoldKind, basis: string | null, by = 'lane'): Admission {
  return { kind: 'stopped', stop: { kind, basis, by } }
}

function admitted(what: Admitted): Admission {
  return { kind: 'admitted', admitted: what }
}
