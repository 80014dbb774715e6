/** Rows of an import that are groups and members. */

import {
  type GroupRowResult,
  type ImportedGroup,
  type ImportedMember,
  type RowDone,
  type RowResult,
  refusedRow,
} from './import.ts'
import { accountByEmail, addressKey } from './import-account.ts'
import { groupByName, groupName, joinLocally, originsIn, recordMembers } from './local-group.ts'
import { scoped } from './lookup.ts'
import type { PlanState } from './plan-state.ts'
import type { Key, SiteGroup } from './record.ts'
import { createSiteGroup } from './site-group-write.ts'

/** Who has joined which group, one change row for each group. */
export class JoinedMembers {
  readonly #joined = new Map<Key, { readonly group: SiteGroup; readonly members: string[] }>()

  add(group: SiteGroup, accountId: string): void {
    const known = this.#joined.get(group.key)
    if (known === undefined) this.#joined.set(group.key, { group, members: [accountId] })
    else known.members.push(accountId)
  }

  record(state: PlanState): void {
    for (const { group, members } of this.#joined.values()) recordMembers(state, group, 'members-added', members)
  }
}

export function importGroup(
  state: PlanState,
  row: ImportedGroup,
  seen: Set<string>,
  joined: JoinedMembers,
): GroupRowResult {
  const name = groupName(row.name)
  if (name === null) return refusedRow('not-a-name')
  const place = scoped(row.audience, name.nameKey)
  if (seen.has(place)) return refusedRow('twice')
  seen.add(place)
  const existing = groupByName(state, row.audience, name.nameKey)
  const group = existing ?? createSiteGroup(state, { audience: row.audience, source: 'local', name: name.name })
  const members = row.members?.map((email) => join(state, group, email, joined))
  const isJoined = members?.some(({ result }) => result === 'created') === true
  const result: RowDone = existing === undefined ? 'created' : isJoined ? 'updated' : 'unchanged'
  return { result, id: group.id, ...(members === undefined ? {} : { members }) }
}

export function importMember(state: PlanState, row: ImportedMember, joined: JoinedMembers): RowResult {
  const name = groupName(row.group)
  const group = name === null ? undefined : groupByName(state, row.audience, name.nameKey)
  return group === undefined ? refusedRow('no-group') : join(state, group, row.email, joined)
}

function join(state: PlanState, group: SiteGroup, email: string, joined: JoinedMembers): RowResult {
  const emailKey = addressKey(email)
  if (emailKey === null) return refusedRow('not-an-address')
  const account = accountByEmail(state, group.audience, emailKey)
  if (account === undefined) return refusedRow('no-account')
  // Whoever has them in it: what a list of members says is so already.
  if (originsIn(state, group, account).length > 0) return { result: 'unchanged' }
  if (group.source === 'synced') return refusedRow('synced')
  joinLocally(state, group, account)
  joined.add(group, account.id)
  return { result: 'created' }
}
