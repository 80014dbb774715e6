/** What is sent of users: looked up, created or brought into line; managers once both people exist; deletions. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimAnswer } from './client.ts'
import { type AttributeDifference, differingAttributes } from './compare-attributes.ts'
import type { ModelUser } from './model.ts'
import { managerIdOf, resourcesOf, textOf } from './resources.ts'
import { forEachObject, type SyncContext, send } from './sync-context.ts'
import { expectStatus, UnexpectedAnswer } from './sync-errors.ts'

const subject = (user: ModelUser) => user.userName

export function sendUsers(context: SyncContext, users: Iterable<ModelUser>, sent: () => void): Promise<void> {
  return forEachObject(context, users, {
    step: 'user',
    subject,
    async run(user) {
      if (user.id === null) await enrol(context, user)
      else await update(context, user, user.id, differingAttributes(user.attributes, user.known ?? {}))
      sent()
    },
  })
}

export function sendManagers(context: SyncContext, users: Iterable<ModelUser>, sent: () => void): Promise<void> {
  return forEachObject(context, users, {
    step: 'manager',
    subject,
    async run(user) {
      const managerId = context.model.managerIdOf(user)
      // A person or manager that could not be created was noted in the step before.
      if (user.id === null || (managerId === null && user.manager !== null)) return
      if (user.knownManagerId !== managerId) {
        const current = await readUser(context, user.id)
        const message = context.profile.setManager({ user, id: user.id, managerId, current })
        expectStatus(await send(context, message), 200, 204)
        user.knownManagerId = managerId
      }
      sent()
    },
  })
}

/** The directory takes a deleted user out of its groups by itself. */
export function deleteUsers(context: SyncContext, users: Iterable<ModelUser>, sent: () => void): Promise<void> {
  return forEachObject(context, users, {
    step: 'user deletion',
    subject,
    async run(user) {
      const { id } = user
      if (id !== null) {
        const answer = await context.client.request('delete user', 'DELETE', `/Users/${id}`)
        // Sent again, it may find what it has deleted before.
        expectStatus(answer, 204, ...(answer.repeated ? [404] : []))
        for (const group of context.model.groups.values()) group.knownMemberIds.delete(id)
      }
      context.model.leavers.delete(user)
      sent()
    },
  })
}

async function enrol(context: SyncContext, user: ModelUser): Promise<void> {
  const found = context.profile.looksUpFirst ? await lookUp(context, user) : null
  if (found === null) await create(context, user)
  else await adopt(context, user, found)
}

async function lookUp({ client, profile }: SyncContext, user: ModelUser): Promise<JsonObject | null> {
  const answer = expectStatus(await client.request('look up user', 'GET', profile.userLookUp(user.userName)), 200)
  return resourcesOf(answer)[0] ?? null
}

async function create(context: SyncContext, user: ModelUser): Promise<void> {
  const { attributes, externalId, manager } = user
  const { client, bulk, profile, model } = context
  const reference = bulk && manager !== null ? (model.managerIdOf(user) ?? bulk.referenceTo(manager)) : null
  const body = profile.createUser(user, reference)
  const answer = await client.request('create user', 'POST', '/Users', body, externalId)
  // The answer to an earlier attempt got lost: the user is there, take it over.
  const found = mayAdopt(context, answer) ? await lookUp(context, user) : null
  if (found !== null) return adopt(context, user, found)
  user.id = idOf(expectStatus(answer, 201))
  user.known = attributes
  // Whoever it referred to was created in the same Bulk, or before.
  user.knownManagerId = reference === null || manager === null ? null : (bulk?.referenceTo(manager) ?? reference)
}

async function adopt(context: SyncContext, user: ModelUser, found: JsonObject): Promise<void> {
  user.id = textOf(found, 'id')
  user.knownManagerId = managerIdOf(found)
  if (user.id !== null) await update(context, user, user.id, differingAttributes(user.attributes, found))
}

async function update(
  context: SyncContext,
  user: ModelUser,
  id: string,
  differences: readonly AttributeDifference[],
): Promise<void> {
  const { attributes } = user
  if (differences.length > 0) {
    const current = await readUser(context, id)
    const message = context.profile.updateUser({ user, id, differences, managerId: user.knownManagerId, current })
    expectStatus(await send(context, message), 200, 204)
  }
  user.known = attributes
}

async function readUser({ client, profile }: SyncContext, id: string): Promise<JsonObject> {
  if (!profile.readsBeforeUpdate) return {}
  return expectStatus(await client.request('read user', 'GET', `/Users/${id}`), 200).body
}

export function mayAdopt({ profile }: SyncContext, { status, repeated }: ScimAnswer): boolean {
  return status === 409 && (profile.adopts === 'always' || repeated)
}

/** The id of a created resource, which a 201 always carries (RFC 7644 §3.3). */
export function idOf(answer: ScimAnswer): string {
  const id = textOf(answer.body, 'id')
  if (id === null) throw new UnexpectedAnswer({ ...answer, body: { detail: 'the created resource has no id' } })
  return id
}
