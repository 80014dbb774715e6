/** Entra's user steps: look up by userName, create or bring into line, then managers once both people exist. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimAnswer } from './client.ts'
import { differingAttributes } from './compare-attributes.ts'
import { createUserBody, setManagerBody, updateBody, userLookUpPath } from './entra-messages.ts'
import type { ModelUser } from './model.ts'
import { managerIdOf, resourcesOf, textOf } from './resources.ts'
import { forEachObject, runStep, type SyncContext } from './sync-context.ts'
import { expectStatus, UnexpectedAnswer } from './sync-errors.ts'

export function syncUsers(context: SyncContext): Promise<void> {
  return runStep(context, 'users', (step) =>
    forEachObject(context, context.model.users.values(), {
      step: 'user',
      subject: (user) => user.userName,
      async run(user) {
        const found = await lookUp(context, user)
        if (found === null) await create(context, user)
        else await adopt(context, user, found)
        step.done += 1
      },
    }),
  )
}

export function syncManagers(context: SyncContext): Promise<void> {
  return runStep(context, 'managers', (step) =>
    forEachObject(context, withManager(context), {
      step: 'manager',
      subject: (user) => user.userName,
      async run(user) {
        const managerId = context.model.managerIdOf(user)
        // A person or manager that could not be created was noted in the step before.
        if (user.id === null || managerId === null) return
        if (user.knownManagerId !== managerId) {
          const path = `/Users/${user.id}`
          expectStatus(await context.client.request('set manager', 'PATCH', path, setManagerBody(managerId)), 200, 204)
          user.knownManagerId = managerId
        }
        step.done += 1
      },
    }),
  )
}

function* withManager({ model }: SyncContext): Generator<ModelUser> {
  for (const user of model.users.values()) if (user.manager !== null) yield user
}

async function lookUp({ client }: SyncContext, user: ModelUser): Promise<JsonObject | null> {
  const answer = expectStatus(await client.request('look up user', 'GET', userLookUpPath(user.userName)), 200)
  return resourcesOf(answer)[0] ?? null
}

async function create(context: SyncContext, user: ModelUser): Promise<void> {
  const answer = await context.client.request('create user', 'POST', '/Users', createUserBody(user))
  // The answer to an earlier attempt got lost: the user is there, take it over.
  const found = answer.status === 409 ? await lookUp(context, user) : null
  if (found !== null) return adopt(context, user, found)
  user.id = idOf(expectStatus(answer, 201))
}

async function adopt({ client }: SyncContext, user: ModelUser, found: JsonObject): Promise<void> {
  user.id = textOf(found, 'id')
  user.knownManagerId = managerIdOf(found)
  const differences = differingAttributes(user.attributes, found)
  if (differences.length === 0 || user.id === null) return
  expectStatus(await client.request('update user', 'PATCH', `/Users/${user.id}`, updateBody(differences)), 200, 204)
}

/** The id of a created resource, which a 201 always carries (RFC 7644 §3.3). */
export function idOf(answer: ScimAnswer): string {
  const id = textOf(answer.body, 'id')
  if (id === null)
    throw new UnexpectedAnswer({ status: answer.status, body: { detail: 'the created resource has no id' } })
  return id
}
