/** Membership changes of one group, and what a deleted record leaves behind in the groups it was in. */
import { ScimError } from '../scim/error.ts'
import type { MemberStep } from '../scim/patch-operation.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import { isGuardedGroup, keepEmptied } from './guard-group.ts'
import { keepLastWays } from './guard-person.ts'
import type { PlanState } from './plan-state.ts'
import { projectClearedGroup, projectPair } from './project-member.ts'
import type { GroupRecord, Key, MemberRef } from './record.ts'

export type ResolvedStep = { readonly kind: MemberStep['kind']; readonly members: readonly MemberRef[] }

/**
 * The members that the steps name; unknown ones are left out where the directory skips them.
 * @throws ScimError invalidValue when one that is to be added is no user or group of this directory, and it does not skip.
 *   Removing an unknown one is no error: RFC 7644 §3.5.2.2, removing who is no member succeeds without a change.
 */
export function resolveMembers(
  state: PlanState,
  directory: DirectoryPolicy,
  steps: readonly MemberStep[],
): ResolvedStep[] {
  return steps.map(({ kind, ids }) => {
    const members: MemberRef[] = []
    for (const id of ids) {
      const ref = state.memberById(directory.id, id)
      if (ref !== undefined) members.push(ref)
      else if (kind !== 'remove' && directory.unknownReferences === 'refuse') {
        throw ScimError.of('invalidValue', 'members: a value is not the id of a user or group of this directory.')
      }
    }
    return { kind, members }
  })
}

/** Applies the steps in order; returns the group's new number of members. */
export function applyMemberSteps(state: PlanState, group: GroupRecord, steps: readonly ResolvedStep[]): number {
  const added = new Map<Key, MemberRef>()
  const removed = new Map<Key, MemberRef>()
  let cleared = false
  let count = group.memberCount

  const add = (ref: MemberRef) => {
    if (state.members.has(group.key, ref.key)) return
    state.members.add({ groupKey: group.key, memberKey: ref.key, nested: ref.nested })
    projectPair(state, group, ref, true)
    if (!removed.delete(ref.key)) added.set(ref.key, ref)
    count += 1
  }
  const remove = (ref: MemberRef) => {
    if (!state.members.has(group.key, ref.key)) return
    state.members.remove(group.key, ref.key)
    projectPair(state, group, ref, false)
    if (!added.delete(ref.key)) removed.set(ref.key, ref)
    count -= 1
  }

  // Together with other changes of the members they leave one by one.
  const isWhole = steps.length === 1 || !isGuardedGroup(state, group)
  for (const { kind, members } of steps) {
    if (kind === 'add') for (const ref of members) add(ref)
    else if (kind === 'remove') for (const ref of members) remove(ref)
    else if (members.length === 0 && isWhole) {
      if (count === 0) continue
      keepEmptied(state, group)
      state.members.clear(group.key)
      projectClearedGroup(state, group)
      added.clear()
      removed.clear()
      cleared = true
      count = 0
    } else {
      const wanted = new Set(members.map((ref) => ref.key))
      for (const row of state.members.membersOf(group.key)) {
        if (wanted.has(row.memberKey)) continue
        const ref = state.memberByKey(row.memberKey)
        if (ref !== undefined) remove(ref)
      }
      for (const ref of members) add(ref)
    }
  }

  keepLastWays(state, group, removed.values())
  const subject = { subjectType: 'Group', subjectId: group.id } as const
  if (cleared) state.change({ ...subject, kind: 'members-cleared', before: { count: group.memberCount }, after: null })
  if (removed.size > 0) {
    state.change({ ...subject, kind: 'members-removed', before: { members: names(removed) }, after: null })
  }
  if (added.size > 0) {
    state.change({ ...subject, kind: 'members-added', before: null, after: { members: names(added) } })
  }
  state.count(group.directoryId, 'members', count - group.memberCount)
  return count
}

/** A deleted user or group leaves every group it is in; each of those gets a new version (RFC 7643 §4.2). */
export function leaveGroups(state: PlanState, member: MemberRef): void {
  for (const groupKey of state.members.groupsOf(member.key)) {
    const group = state.groups.get(groupKey)
    if (group === undefined) {
      state.missing.groupKeys.add(groupKey)
      continue
    }
    state.members.remove(groupKey, member.key)
    projectPair(state, group, member, false)
    state.groups.put({
      ...group,
      memberCount: group.memberCount - 1,
      version: group.version + 1,
      lastModified: state.context.now,
    })
    state.count(group.directoryId, 'members', -1)
    state.change({
      subjectType: 'Group',
      subjectId: group.id,
      kind: 'members-removed',
      before: { members: [member.id] },
      after: null,
    })
  }
}

function names(members: ReadonlyMap<Key, MemberRef>): string[] {
  return [...members.values()].map((ref) => ref.id).sort()
}
