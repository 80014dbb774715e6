/**
 * Decisions about people whose address is on no verified domain. What is decided is said in the basis of the hold and becomes
 * effect when the record is projected: at once for those that are named, in steps for all of a directory.
 */

import type { JsonObject } from '../scim/json.ts'
import { APPROVED, externalPolicy, IGNORED } from './admission.ts'
import { CommandRefusal, type ExternalChoice, type ExternalResult, type NotExternal } from './command.ts'
import { needUser, userOf } from './command-target.ts'
import { scoped } from './lookup.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import { hold, release } from './project-hold.ts'
import { projectUser } from './project-user.ts'
import type { Key, UserRecord } from './record.ts'

type Decision = {
  /** Null: done. */
  decide(state: PlanState, user: UserRecord, by: string): NotExternal | null
  /** What the hold says until the record is projected. */
  readonly basis: string
}

const APPROVE: Decision = {
  basis: APPROVED,
  decide(state, user, by) {
    const held = state.holds.get(user.key, 'external-review') ?? state.holds.get(user.key, 'external-ignored')
    if (held === undefined) return 'not-held'
    if (held.basisKey === APPROVED) return 'decided'
    release(state, user, 'external-ignored')
    hold(state, user, 'external-review', APPROVED, by)
    projectUser(state, user)
    return null
  },
}

const IGNORE: Decision = {
  basis: IGNORED,
  decide(state, user, by) {
    if (state.holds.get(user.key, 'external-ignored') !== undefined) return 'decided'
    const held = state.holds.get(user.key, 'external-review')
    if (held === undefined || held.basisKey === APPROVED) return 'not-held'
    release(state, user, 'external-review')
    hold(state, user, 'external-ignored', externalPolicy(state, user), by)
    return null
  },
}

export const APPROVE_USERS = ruleOf(APPROVE)
export const IGNORE_USERS = ruleOf(IGNORE)

function ruleOf(decision: Decision): CommandRule<ExternalChoice> {
  return {
    need(need, choice) {
      if ('all' in choice) need.heldIn.add(scoped(choice.directoryId, 'external-review'))
      else for (const id of choice.userIds) needUser(need, id)
    },
    apply(state, choice, by): JsonObject {
      if ('all' in choice) return { done: decideAll(state, choice.directoryId, decision, by), notApplicable: [] }
      const users = [...new Set(choice.userIds.map((id) => userOf(state, id)))]
      const results = users.map((user) => ({ userId: user.id, reason: decision.decide(state, user, by) }))
      const notApplicable = results.flatMap(({ userId, reason }) => (reason === null ? [] : [{ userId, reason }]))
      return { done: results.length - notApplicable.length, notApplicable } satisfies ExternalResult
    },
  }
}

function decideAll(state: PlanState, directoryId: number, { basis }: Decision, by: string): number {
  if (!state.context.directories.has(directoryId)) {
    throw new CommandRefusal('not-found', 'The site has no such directory.')
  }
  const keys: Key[] = []
  for (const held of state.heldIn(directoryId, 'external-review')) {
    // Somebody has decided about it.
    if (held.by !== 'lane') continue
    state.holds.put({ ...held, basisKey: basis, by })
    keys.push(held.recordKey)
  }
  if (keys.length > 0) state.mark({ kind: 'rows', keys })
  return keys.length
}
