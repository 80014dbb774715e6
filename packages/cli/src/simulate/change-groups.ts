/** What happens to groups and to who is in them: each function makes one change in the model, or says that none fits. */
import type { ChangeDraft } from './change-draft.ts'
import { below, chance } from './random.ts'

/** Most groups of somebody who is new, and most people in a new group. */
const MOST_GROUPS = 3
const MOST_PEOPLE = 12
/** New groups that get the name of one that was deleted before. */
const OLD_NAME = 0.2

export function join(draft: ChangeDraft): boolean {
  const user = draft.anyUser(() => true)
  const group = user && draft.anyGroup(({ members }) => !members.has(user.externalId))
  if (user === null || group === null) return false
  draft.source.model.addMember(group, user.externalId)
  return true
}

export function leave(draft: ChangeDraft): boolean {
  const group = draft.anyGroup(({ members }) => members.size > 0)
  const member = group && drawMember(draft, group.members)
  if (group === null || member === null) return false
  draft.source.model.removeMember(group, member)
  return true
}

/** From one group into another. */
export function transfer(draft: ChangeDraft): boolean {
  const { model } = draft.source
  const from = draft.anyGroup(({ members }) => members.size > 0)
  const member = from && drawMember(draft, from.members)
  const to = member && draft.anyGroup(({ members }) => !members.has(member))
  if (from === null || !member || !to) return false
  model.removeMember(from, member)
  model.addMember(to, member)
  return true
}

export function renameGroup(draft: ChangeDraft): boolean {
  const group = draft.takeGroup()
  if (group === null) return false
  draft.source.model.renameGroup(group, draft.source.newGroupName())
  return true
}

export function createGroup(draft: ChangeDraft): boolean {
  const { model, randomizer, english, newGroupName, freeGroupNames } = draft.source
  const old = chance(randomizer, OLD_NAME)
    ? freeGroupNames.splice(below(randomizer, freeGroupNames.length), 1)[0]
    : null
  const members = new Set<string>()
  for (let left = below(randomizer, MOST_PEOPLE); left > 0; left--) {
    const user = draft.anyUser(() => true)
    if (user !== null) members.add(user.externalId)
  }
  model.addGroup({ externalId: english.string.uuid(), displayName: old ?? newGroupName(), members: [...members] })
  return true
}

export function deleteGroup(draft: ChangeDraft): boolean {
  const { model } = draft.source
  if (model.groups.size < 2) return false
  const group = draft.takeGroup()
  if (group === null) return false
  draft.freedGroupNames.push(group.displayName)
  model.removeGroup(group)
  return true
}

export function joinSomeGroups(draft: ChangeDraft, externalId: string): void {
  for (let left = below(draft.source.randomizer, MOST_GROUPS + 1); left > 0; left--) {
    const group = draft.anyGroup(() => true)
    if (group !== null) draft.source.model.addMember(group, externalId)
  }
}

function drawMember(draft: ChangeDraft, members: ReadonlySet<string>): string | null {
  let left = below(draft.source.randomizer, members.size)
  for (const member of members) if (left-- === 0) return member
  return null
}
