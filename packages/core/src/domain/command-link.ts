/** Links that an administrator makes, cuts and moves. */
import { type CommandName, CommandRefusal, type Commands } from './command.ts'
import { accountNamed, needAccount, needUser, userOf } from './command-target.ts'
import type { CommandRule } from './plan-command.ts'

export const LINK_USER: CommandRule<Commands['link-user']> = {
  need(need, { userId, accountId }) {
    needUser(need, userId)
    needAccount(need, accountId)
  },
  apply(state, { userId, accountId }) {
    userOf(state, userId)
    accountNamed(state, accountId)
    throw unwritten()
  },
}

export const UNLINK_USER = ofUser('unlink-user')
export const MEMBER_LINK_USER = ofUser('member-link-user')
export const MOVE_OWNERSHIP = ofUser('move-ownership')

function ofUser(_: CommandName): CommandRule<{ readonly userId: string }> {
  return {
    need: (need, { userId }) => needUser(need, userId),
    apply(state, { userId }) {
      userOf(state, userId)
      throw unwritten()
    },
  }
}

function unwritten(): CommandRefusal {
  return new CommandRefusal('refused', 'This cannot be done yet.')
}
