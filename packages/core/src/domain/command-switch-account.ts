/** An admin switches an account off or on. */
import { CommandRefusal, type Commands } from './command.ts'
import type { CommandRule } from './plan-command.ts'
import { switchAccount } from './switch-account.ts'
import { isUuid } from './uuid-text.ts'

export const SWITCH_ACCOUNT: CommandRule<Commands['switch-account']> = {
  need(need, { accountId }) {
    if (isUuid(accountId)) need.accountIds.add(accountId)
  },
  apply(state, { accountId, active }) {
    const before = state.accountById(accountId)
    if (before === undefined) throw new CommandRefusal('not-found', 'The site has no such account.')
    switchAccount(state, before, active)
    const after = state.accounts.get(before.key) ?? before
    return { account: after.id, active: after.active, switchedOffBy: after.switchedOffBy }
  },
}
