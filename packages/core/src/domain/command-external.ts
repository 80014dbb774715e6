/** Decisions about people whose address is on no verified domain. */
import { CommandRefusal, type Commands, type ExternalChoice } from './command.ts'
import { needUser, userOf } from './command-target.ts'
import type { CommandRule } from './plan-command.ts'

export const APPROVE_USERS: CommandRule<Commands['approve-users']> = ofChoice()
export const IGNORE_USERS: CommandRule<Commands['ignore-users']> = ofChoice()

function ofChoice(): CommandRule<ExternalChoice> {
  return {
    need(need, choice) {
      if ('userIds' in choice) for (const id of choice.userIds) needUser(need, id)
    },
    apply(state, choice) {
      if ('userIds' in choice) for (const id of choice.userIds) userOf(state, id)
      throw new CommandRefusal('refused', 'This cannot be done yet.')
    },
  }
}
