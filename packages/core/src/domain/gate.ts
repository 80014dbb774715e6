/** Whether a record reaches the site at all: not while its directory is in review or paused (design: Holds). */
import type { PlanState } from './plan-state.ts'
import type { GroupRecord, UserRecord } from './record.ts'

/** `waiting`: when the pause ends. `reviewing`: when its step of the start comes. */
export type Gate = 'open' | 'reviewing' | 'waiting'

export function gateOf(state: PlanState, record: UserRecord | GroupRecord): Gate {
  const directory = state.context.directories.get(record.directoryId)
  if (directory === undefined || directory.phase === 'disconnected') return 'reviewing'
  if (isReviewing(state, record)) return 'reviewing'
  return directory.paused === 'hold' ? 'waiting' : 'open'
}

/** One that is held back by a pause is projected when that ends. */
export function passes(state: PlanState, record: UserRecord | GroupRecord): boolean {
  const gate = gateOf(state, record)
  if (gate === 'waiting') state.wait(record, isLoss(state, record))
  return gate === 'open'
}

/** What is said of it reaches the site when its step of the start comes. */
export function isInReview(state: PlanState, record: UserRecord | GroupRecord): boolean {
  const phase = state.context.directories.get(record.directoryId)?.phase
  return phase !== undefined && phase !== 'disconnected' && isReviewing(state, record)
}

/** What was projected once has a link or a hold, so what has neither has not left the review. */
function isReviewing(state: PlanState, { key, directoryId }: UserRecord | GroupRecord): boolean {
  const directory = state.context.directories.get(directoryId)
  if (directory === undefined || directory.phase === 'syncing' || state.begun.has(key)) return false
  if (directory.phase === 'starting' && key <= directory.walkedTo) return false
  const isLinked = state.userLinks.get(key) !== undefined || state.groupLinks.get(key) !== undefined
  return !isLinked && state.holds.kindsOf(key).length === 0
}

/** Whoever is switched off in the directory keeps access until the pause ends. */
function isLoss(state: PlanState, record: UserRecord | GroupRecord): boolean {
  if (!('userNameKey' in record) || record.active) return false
  const link = state.userLinks.get(record.key)
  return link !== undefined && state.accounts.get(link.accountKey)?.active === true
}

export function isPaused(state: PlanState, directoryId: number): boolean {
  return state.context.directories.get(directoryId)?.paused === 'hold'
}
