/** Who is in a group by the site's own will. What directories say of it is theirs. */
import { CommandRefusal, type Commands } from './command.ts'
import { existingGroup } from './command-group.ts'
import { type RowResult, refusedRow } from './import.ts'
import { joinLocally, leave, originsIn, recordMembers } from './local-group.ts'
import type { CommandRule } from './plan-command.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, SiteGroup } from './record.ts'
import { LOCAL } from './site-members.ts'
import { isUuid } from './uuid-text.ts'

/** Added and removed together. */
export const MOST_CHANGED_MEMBERS = 1_000

export const CHANGE_GROUP_MEMBERS: CommandRule<Commands['change-group-members']> = {
  need(need, { groupId, add, remove }) {
    if (isUuid(groupId)) need.siteGroupIds.add(groupId)
    for (const id of [...add, ...remove]) if (isUuid(id)) need.accountIds.add(id)
  },
  apply(state, { groupId, add, remove }) {
    if (add.length + remove.length > MOST_CHANGED_MEMBERS) {
      throw new CommandRefusal('invalid', `At most ${MOST_CHANGED_MEMBERS} members are changed at once.`)
    }
    const group = existingGroup(state, groupId)
    if (group.source === 'synced' && add.length > 0) {
      throw new CommandRefusal('refused', 'The group is synced from a directory: add people in the identity provider.')
    }
    return { added: addAll(state, group, add), removed: removeAll(state, group, remove) }
  },
}

function addAll(state: PlanState, group: SiteGroup, ids: readonly string[]): RowResult[] {
  const joined: string[] = []
  const results = ids.map((id): RowResult => {
    const account = accountFor(state, group, id)
    if (account === undefined) return refusedRow('no-account')
    if (!joinLocally(state, group, account)) return { result: 'unchanged' }
    joined.push(account.id)
    return { result: 'updated' }
  })
  recordMembers(state, group, 'members-added', joined)
  return results
}

/** Of a synced group only what the site itself had added goes: people who were in it before it was merged. */
function removeAll(state: PlanState, group: SiteGroup, ids: readonly string[]): RowResult[] {
  const left: string[] = []
  const results = ids.map((id): RowResult => {
    const account = accountFor(state, group, id)
    if (account === undefined) return refusedRow('no-account')
    const origins = originsIn(state, group, account)
    const going = group.source === 'synced' ? origins.filter((origin) => origin === LOCAL) : origins
    if (origins.length === 0) return { result: 'unchanged' }
    if (going.length === 0) return refusedRow('of-directory')
    leave(state, group, account, going)
    left.push(account.id)
    return { result: 'updated' }
  })
  recordMembers(state, group, 'members-removed', left)
  return results
}

function accountFor(state: PlanState, { audience }: SiteGroup, id: string): Account | undefined {
  const account = state.accountById(id)
  return account?.audience === audience ? account : undefined
}
