/** What is sent of groups: looked up, created without members or brought into line; then members; deletions. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { differingAttributes } from './compare-attributes.ts'
import { forEachInOrder } from './concurrency.ts'
import type { ModelGroup } from './model.ts'
import { memberIdsOf, resourcesOf, textOf } from './resources.ts'
import { idOf, mayAdopt } from './send-users.ts'
import { forEachObject, type SyncContext, send } from './sync-context.ts'
import { expectStatus } from './sync-errors.ts'

const subject = (group: ModelGroup) => group.displayName

export function sendGroups(context: SyncContext, groups: Iterable<ModelGroup>, sent: () => void): Promise<void> {
  return forEachObject(context, groups, {
    step: 'group',
    subject,
    async run(group) {
      if (group.id === null) await enrol(context, group)
      else await update(context, group, group.id, knownAttributes(context, group))
      sent()
    },
  })
}

/** @param sent called with how many of the group's members the directory is known to have got */
export function sendMembers(
  context: SyncContext,
  groups: Iterable<ModelGroup>,
  sent: (members: number) => void,
): Promise<void> {
  return forEachObject(context, groups, {
    step: 'members',
    subject,
    async run(group) {
      const { id, knownMemberIds: known } = group
      if (id === null) return
      const members = context.model.membersOf(group)
      const wanted = new Set(members.map((user) => user.id))
      const leavers = new Set([...context.model.leavers].map((user) => user.id))
      const added = members.filter((user) => user.id !== null && !known.has(user.id))
      const removed = [...known].filter((member) => !wanted.has(member) && !leavers.has(member))
      sent(members.length - added.length)
      // A group's requests one after the other, groups side by side.
      await forEachInOrder(context.profile.changeMembers({ group, id, added, removed }), async (part) => {
        await forEachInOrder(part.messages, async (message) => {
          expectStatus(await send(context, message), 200, 204)
        })
        sent(part.added)
      })
      for (const user of added) if (user.id !== null) known.add(user.id)
      for (const member of removed) known.delete(member)
      group.membersChanged = members.length < group.members.size
    },
  })
}

export function deleteGroups(context: SyncContext, groups: Iterable<ModelGroup>, sent: () => void): Promise<void> {
  return forEachObject(context, groups, {
    step: 'group deletion',
    subject,
    async run(group) {
      if (group.id !== null) {
        const answer = await context.client.request('delete group', 'DELETE', `/Groups/${group.id}`)
        expectStatus(answer, 204, ...(answer.repeated ? [404] : []))
      }
      context.model.closedGroups.delete(group)
      sent()
    },
  })
}

async function enrol(context: SyncContext, group: ModelGroup): Promise<void> {
  const found = context.profile.looksUpFirst ? await lookUp(context, group) : null
  if (found === null) await create(context, group)
  else await adopt(context, group, found)
}

async function lookUp({ client, profile }: SyncContext, group: ModelGroup): Promise<JsonObject | null> {
  const answer = expectStatus(await client.request('look up group', 'GET', profile.groupLookUp(group.displayName)), 200)
  return resourcesOf(answer)[0] ?? null
}

async function create(context: SyncContext, group: ModelGroup): Promise<void> {
  const { client, profile } = context
  const body = profile.createGroup(group)
  const answer = await client.request('create group', 'POST', '/Groups', body, group.externalId)
  const found = mayAdopt(context, answer) ? await lookUp(context, group) : null
  if (found !== null) return adopt(context, group, found)
  group.id = idOf(expectStatus(answer, 201))
  group.knownDisplayName = group.displayName
}

/** An identity provider knows the members of its last cycle; this one reads them, so that it can be restarted. */
async function adopt(context: SyncContext, group: ModelGroup, found: JsonObject): Promise<void> {
  group.id = textOf(found, 'id')
  if (group.id === null) return
  await update(context, group, group.id, found)
  const answer = await context.client.request('read group', 'GET', `/Groups/${group.id}`)
  group.knownMemberIds = new Set(memberIdsOf(expectStatus(answer, 200).body))
}

async function update(context: SyncContext, group: ModelGroup, id: string, known: JsonObject): Promise<void> {
  const { displayName } = group
  const differences = differingAttributes(context.profile.groupAttributes(group), known)
  if (differences.length > 0) {
    expectStatus(await send(context, context.profile.updateGroup(group, id, differences)), 200, 204)
  }
  group.knownDisplayName = displayName
}

function knownAttributes({ profile }: SyncContext, group: ModelGroup): JsonObject {
  return { ...profile.groupAttributes(group), displayName: group.knownDisplayName }
}
