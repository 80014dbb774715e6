/** An admin's switch of an account. Off stays off, whatever directories say (domain.md, Holds: `switched-off-by-admin`). */
import { putAccount } from './account-write.ts'
import { CommandRefusal } from './command.ts'
import type { PlanState } from './plan-state.ts'
import { release } from './project-hold.ts'
import { projectUser } from './project-user.ts'
import type { Account, UserRecord } from './record.ts'

/** Off by a directory is not off by an admin yet: the directory could switch it on again. */
function isSwitch(account: Account, active: boolean): boolean {
  return active ? !account.active : account.switchedOffBy !== 'admin'
}

/**
 * @param account as it is now
 * @throws CommandRefusal when the directory that owns it has switched it off
 */
export function switchAccount(state: PlanState, account: Account, active: boolean): void {
  if (!isSwitch(account, active)) return
  const ownerKey = state.owners.get(account.key) ?? null
  const owner = ownerKey === null ? undefined : state.userByKey(ownerKey)
  putAccount(
    state,
    account,
    active ? switchedOn(account, owner) : { ...account, active: false, switchedOffBy: 'admin' },
  )
  if (owner === undefined) return
  // Also while its directory is paused: the decision is the admin's, and the projection may have to wait.
  if (active) release(state, owner, 'switched-off-by-admin')
  projectUser(state, owner)
}

function switchedOn(account: Account, owner: UserRecord | undefined): Account {
  const isFollowing = owner !== undefined && account.class !== 'external'
  if (isFollowing && account.switchedOffBy === 'directory') {
    throw new CommandRefusal(
      'refused',
      'A directory has switched the account off: switch it on in the identity provider.',
    )
  }
  if (isFollowing && !owner.active) return { ...account, switchedOffBy: 'directory' }
  return { ...account, active: true, switchedOffBy: null }
}
