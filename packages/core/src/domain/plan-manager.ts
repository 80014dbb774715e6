/** The manager that an operation gives a user has to be a user of the same directory, as of that moment. */
import { ScimError } from '../scim/error.ts'
import type { JsonObject } from '../scim/json.ts'
import { sameJson } from '../scim/json-equal.ts'
import { managerIdOf, withoutManager } from '../scim/manager.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import type { PlanState } from './plan-state.ts'

/**
 * The attributes as they are kept: with the manager, or without it where the directory skips unknown ones.
 * A manager that stays what it was is not looked at: who repeats a reference to a user who is gone (PUT does) is not refused for it.
 * @param before null for a new user
 * @returns `before` itself when nothing is left of the change
 * @throws ScimError invalidValue when it is no user of this directory
 */
export function withKnownManager(
  state: PlanState,
  directory: DirectoryPolicy,
  before: JsonObject | null,
  after: JsonObject,
): JsonObject {
  const id = managerIdOf(after)
  const old = before === null ? null : managerIdOf(before)
  if (id === null) return before !== null && old !== null ? withoutOld(state, directory, before, old, after) : after
  if (id === old || isUser(state, directory, id)) return after
  // Empty is how some send that there is none.
  const isNone = id === '' && directory.mode === 'lenient'
  if (directory.unknownReferences === 'refuse' && !isNone) {
    throw ScimError.of('invalidValue', 'manager: the value is not the id of a user of this directory.')
  }
  const kept = withoutManager(after)
  return before !== null && sameJson(before, kept) ? before : kept
}

/** A manager who is gone is not shown: to leave it out, as a PUT of what was read does, is no change by itself (RFC 7644 §3.5.2.1). */
function withoutOld(
  state: PlanState,
  directory: DirectoryPolicy,
  before: JsonObject,
  old: string,
  after: JsonObject,
): JsonObject {
  return sameJson(withoutManager(before), after) && !isUser(state, directory, old) ? before : after
}

function isUser(state: PlanState, directory: DirectoryPolicy, id: string): boolean {
  return state.memberById(directory.id, id)?.nested === false
}
