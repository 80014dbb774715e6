/** Groups that a site has without a directory, and the people that are in a group without one. Origin 0 is the site itself. */
import { fold } from '../scim/fold.ts'
import { isStorableText } from '../scim/text-check.ts'
import { copyForRestore } from './group-copy-write.ts'
import { isWatching } from './guard.ts'
import { forgetKept } from './guard-item-write.ts'
import { scoped } from './lookup.ts'
import type { Audience } from './operation.ts'
import type { PlanState } from './plan-state.ts'
import type { Account, SiteGroup } from './record.ts'
import { deleteSiteGroup, siteGroupSubject } from './site-group-write.ts'
import { LOCAL } from './site-members.ts'

const LONGEST_NAME = 1_000

export type GroupName = { readonly name: string; readonly nameKey: string }

/** null: it is none. */
export function groupName(given: string): GroupName | null {
  const name = given.trim()
  const nameKey = fold(name)
  return nameKey === '' || name.length > LONGEST_NAME || !isStorableText(name) ? null : { name, nameKey }
}

/** Whoever has it in this audience. */
export function groupByName(state: PlanState, audience: Audience, nameKey: string): SiteGroup | undefined {
  const key = state.siteGroupNames.find(scoped(audience, nameKey))
  return key === undefined ? undefined : state.siteGroups.get(key)
}

/** Whoever is in it leaves it; it can be restored with them. */
export function deleteLocalGroup(state: PlanState, group: SiteGroup): void {
  copyForRestore(state, group)
  // A group of a directory that was disconnected keeps the rows that came from it.
  const directories = [...state.context.directories.keys()]
  for (const origin of [LOCAL, ...directories]) state.siteMembers.clear(group.key, origin)
  if (isWatching(state)) for (const id of directories) state.siteMembers.clear(group.key, -id)
  forgetKept(state, group.key, null)
  deleteSiteGroup(state, group)
}

/** @returns whether that changed anything; to be recorded by `recordMembers` */
export function joinLocally(state: PlanState, group: SiteGroup, account: Account): boolean {
  if (originsIn(state, group, account).includes(LOCAL)) return false
  state.siteMembers.add({ groupKey: group.key, accountKey: account.key, origin: LOCAL })
  return true
}

/** @param origins of the rows that go, which are there; to be recorded by `recordMembers` */
export function leave(state: PlanState, group: SiteGroup, account: Account, origins: readonly number[]): void {
  for (const origin of origins) state.siteMembers.remove({ groupKey: group.key, accountKey: account.key, origin })
}

/** @param members ids of accounts */
export function recordMembers(
  state: PlanState,
  group: SiteGroup,
  kind: 'members-added' | 'members-removed',
  members: readonly string[],
): void {
  if (members.length === 0) return
  const named = { members: [...members] }
  const [before, after] = kind === 'members-added' ? [null, named] : [named, null]
  state.change({ ...siteGroupSubject(group), kind, before, after })
}

/** Why the account is in the group: the site itself, or directories. */
export function originsIn(state: PlanState, group: SiteGroup, account: Account): number[] {
  return state.siteMembers.rowsIn(group.key, account.key).map(({ origin }) => origin)
}
