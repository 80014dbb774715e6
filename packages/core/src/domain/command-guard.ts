/** What an administrator decides about losses that the guard holds. */
import type { JsonObject } from '../scim/json.ts'
import type { GuardChoice } from './command.ts'
import type { CommandRule } from './plan-command.ts'
import { isUuid } from './uuid-text.ts'

export const RELEASE_GUARD = ruleOf()
export const REJECT_GUARD = ruleOf()

function ruleOf(): CommandRule<GuardChoice> {
  return {
    need(need, choice) {
      if ('items' in choice) for (const id of choice.items) if (isUuid(id)) need.guardItemIds.add(id)
    },
    apply(): JsonObject {
      return { done: 0, notApplicable: [] }
    },
  }
}
