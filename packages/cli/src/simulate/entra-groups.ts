/** Entra's group steps: look up by displayName, create without members, then members a hundred at a time. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { differingAttributes } from './compare-attributes.ts'
import { forEachInOrder } from './concurrency.ts'
import { changeMembersBody, createGroupBody, groupLookUpPath, updateBody } from './entra-messages.ts'
import { idOf } from './entra-users.ts'
import type { ModelGroup } from './model.ts'
import { memberIdsOf, resourcesOf, textOf } from './resources.ts'
import { forEachObject, runStep, type SyncContext } from './sync-context.ts'
import { expectStatus } from './sync-errors.ts'

const MEMBERS_PER_REQUEST = 100

export function syncGroups(context: SyncContext): Promise<void> {
  return runStep(context, 'groups', (step) =>
    forEachObject(context, context.model.groups.values(), {
      step: 'group',
      subject: (group) => group.displayName,
      async run(group) {
        const found = await lookUp(context, group)
        if (found === null) await create(context, group)
        else await adopt(context, group, found)
        step.done += 1
      },
    }),
  )
}

export function syncMembers(context: SyncContext): Promise<void> {
  return runStep(context, 'members', (step) =>
    forEachObject(context, context.model.groups.values(), {
      step: 'members',
      subject: (group) => group.displayName,
      async run(group) {
        if (group.id === null) return
        const wanted = new Set(context.model.memberIdsOf(group))
        const known = group.knownMemberIds
        const missing = [...wanted].filter((id) => !known.has(id))
        const surplus = [...known].filter((id) => !wanted.has(id))
        step.done += wanted.size - missing.length
        // A group's batches one after the other, as Entra does; groups side by side.
        await change(context, group.id, 'Remove', surplus, () => {})
        await change(context, group.id, 'Add', missing, (count) => {
          step.done += count
        })
        group.knownMemberIds = wanted
      },
    }),
  )
}

async function lookUp({ client }: SyncContext, group: ModelGroup): Promise<JsonObject | null> {
  const answer = expectStatus(await client.request('look up group', 'GET', groupLookUpPath(group.displayName)), 200)
  return resourcesOf(answer)[0] ?? null
}

async function create(context: SyncContext, group: ModelGroup): Promise<void> {
  const answer = await context.client.request('create group', 'POST', '/Groups', createGroupBody(group))
  const found = answer.status === 409 ? await lookUp(context, group) : null
  if (found !== null) return adopt(context, group, found)
  group.id = idOf(expectStatus(answer, 201))
}

/** An identity provider knows the members of its last cycle; this one reads them, so that it can be restarted. */
async function adopt({ client }: SyncContext, group: ModelGroup, found: JsonObject): Promise<void> {
  group.id = textOf(found, 'id')
  if (group.id === null) return
  const path = `/Groups/${group.id}`
  const sent = { externalId: group.externalId, displayName: group.displayName }
  const differences = differingAttributes(sent, found)
  if (differences.length > 0) {
    expectStatus(await client.request('update group', 'PATCH', path, updateBody(differences)), 200, 204)
  }
  group.knownMemberIds = new Set(memberIdsOf(expectStatus(await client.request('read group', 'GET', path), 200).body))
}

function change(
  { client }: SyncContext,
  id: string,
  op: 'Add' | 'Remove',
  ids: readonly string[],
  sent: (count: number) => void,
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(ids.length / MEMBERS_PER_REQUEST) }, (_, at) =>
    ids.slice(at * MEMBERS_PER_REQUEST, (at + 1) * MEMBERS_PER_REQUEST),
  )
  return forEachInOrder(batches, async (batch) => {
    const body = changeMembersBody(op, batch)
    expectStatus(await client.request('change members', 'PATCH', `/Groups/${id}`, body), 200, 204)
    sent(batch.length)
  })
}
