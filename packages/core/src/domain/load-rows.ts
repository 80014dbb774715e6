/** Rows that were loaded come into the state of a plan, each with the lookups that lead to it. */
import type { Loaded } from './loaded.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import { memberRef } from './record.ts'

export function loadRows(state: PlanState, loaded: Loaded): void {
  for (const user of loaded.users) {
    state.users.load(user)
    state.userIds.load(user.id, user.key)
    state.userNames.load(scoped(user.directoryId, user.userNameKey), user.key)
    state.nameMember(memberRef(user, false))
  }
  for (const group of loaded.groups) {
    state.groups.load(group)
    state.groupIds.load(group.id, group.key)
    state.groupNames.load(scoped(group.directoryId, group.displayNameKey), group.key)
    state.nameMember(memberRef(group, true))
  }
  for (const { name, key } of loaded.values) state.values.load(name, key)
  for (const member of loaded.members) state.nameMember(member)
  for (const link of loaded.userLinks) state.userLinks.load(link)
  for (const link of loaded.groupLinks) state.groupLinks.load(link)
  for (const { account, ownerKey, memberKeys } of loaded.accounts) {
    state.accounts.load(account)
    state.owners.set(account.key, ownerKey)
    state.memberLinks.set(account.key, new Set(memberKeys))
    state.accountIds.load(account.id, account.key)
    state.accountEmails.load(scoped(account.audience, account.emailKey), account.key)
  }
  for (const group of loaded.siteGroups) {
    state.siteGroups.load(group)
    state.siteGroupIds.load(group.id, group.key)
    state.siteGroupNames.load(scoped(group.audience, group.nameKey), group.key)
  }
  for (const hold of loaded.holds) state.holds.load(hold)
  for (const { name, hold } of loaded.heldIn) state.holds.loadIn(name, hold)
  for (const { name, key } of loaded.externalIds) state.externalIds.load(name, key)
  for (const tombstone of loaded.tombstones) state.tombstones.load(tombstone)
  for (const row of loaded.siteRows) state.siteMembers.load(row)
  state.access.load(loaded.apps, loaded.grants)
  state.conflicts.load(loaded)
  state.groupCopies.load(loaded)
  state.guard.load(loaded)
  state.persons.load(loaded.persons)
}
