/**
 * What an administrator decides about losses that the guard holds: at once for those that are named, in steps for all of a
 * directory or of the site.
 */
import type { JsonObject } from '../scim/json.ts'
import { CommandRefusal, type GuardChoice, type GuardResult, type NotGuarded } from './command.ts'
import { isPaused } from './gate.ts'
import { carryOutItem } from './guard-decide.ts'
import type { GuardItem } from './guard-item.ts'
import { isLive } from './guard-table.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { Key } from './record.ts'
import { isUuid } from './uuid-text.ts'

/** Named at once. */
export const MOST_GUARD_ITEMS = 1_000

type Decision = 'releasing' | 'rejecting'

export const RELEASE_GUARD = ruleOf('releasing')
export const REJECT_GUARD = ruleOf('rejecting')

function ruleOf(decision: Decision): CommandRule<GuardChoice> {
  return {
    // Memberships of whole groups go by statement.
    alone: true,
    need(need, choice) {
      if ('items' in choice) for (const id of choice.items) if (isUuid(id)) need.guardItemIds.add(id)
      if ('filter' in choice) need.guardItemsIn.add(choice.filter.directoryId ?? 0)
    },
    apply(state, choice, by): JsonObject {
      if ('filter' in choice)
        return {
          done: decideAll(state, choice.filter.directoryId, decision, by),
          notApplicable: [],
        } satisfies GuardResult
      if (choice.items.length > MOST_GUARD_ITEMS) {
        throw new CommandRefusal(
          'invalid',
          `At most ${MOST_GUARD_ITEMS} are named at once: send the others in a next one.`,
        )
      }
      const notApplicable = [...new Set(choice.items)].flatMap((itemId) => {
        const reason = decideOne(state, itemId, decision, by)
        return reason === null ? [] : [{ itemId, reason }]
      })
      return { done: new Set(choice.items).size - notApplicable.length, notApplicable } satisfies GuardResult
    },
  }
}

/** Null: done. */
function decideOne(state: PlanState, id: string, decision: Decision, by: string): NotGuarded | null {
  const item = isUuid(id) ? state.guard.byId(id) : undefined
  if (item === undefined) return 'not-found'
  if (!isLive(item)) return 'closed'
  if (!isOpenFor(item, decision)) return 'decided'
  if (isPaused(state, item.directoryId)) return 'paused'
  carryOutItem(state, decided(state, item, decision, by))
  return null
}

function decideAll(state: PlanState, directoryId: number | undefined, decision: Decision, by: string): number {
  if (directoryId !== undefined && !state.context.directories.has(directoryId)) {
    throw new CommandRefusal('not-found', 'The site has no such directory.')
  }
  const keys: Key[] = []
  for (const item of state.guard.liveIn(directoryId ?? 0)) {
    // What was rejected stays so.
    if (item.state !== 'held' || isPaused(state, item.directoryId)) continue
    decided(state, item, decision, by)
    keys.push(item.recordKey)
  }
  if (keys.length > 0) state.mark({ kind: 'rows', keys })
  return keys.length
}

/** Whoever was rejected may still be released. */
function isOpenFor(item: GuardItem, decision: Decision): boolean {
  return item.state === 'held' || (item.state === 'rejected' && decision === 'releasing')
}

function decided(state: PlanState, item: GuardItem, decision: Decision, by: string): GuardItem {
  const next: GuardItem = { ...item, state: decision, decidedBy: by, decidedAt: state.context.now }
  state.guard.put(next)
  return next
}
