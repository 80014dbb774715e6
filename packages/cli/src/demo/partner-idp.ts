/**
 * The identity provider of the partner company: a dozen people and a few groups, sent one by one. What is there already is found and
 * left as it is, so that a demo that was cut off sends the rest.
 */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { createScimClient, type ScimAnswer } from '../simulate/client.ts'
import { Latencies, type RequestKind } from '../simulate/latency.ts'
import { patch } from '../simulate/profile-messages.ts'
import { PROFILES } from '../simulate/profiles.ts'
import { Progress } from '../simulate/progress.ts'
import { memberIdsOf, resourcesOf, textOf } from '../simulate/resources.ts'
import { CORE_GROUP, CORE_USER } from '../simulate/schemas.ts'
import { expectStatus } from '../simulate/sync-errors.ts'

export type PartnerIdp = {
  /** Null: it was not sent yet. */
  findUser(userName: string): Promise<JsonObject | null>
  findGroup(displayName: string): Promise<JsonObject | null>
  /** @returns its id */
  haveUser(user: JsonObject & { readonly userName: string }): Promise<string>
  haveGroup(displayName: string, memberIds: readonly string[]): Promise<string>
  renameGroup(id: string, displayName: string): Promise<void>
  emptyGroup(id: string): Promise<void>
  switchOff(userId: string): Promise<void>
  close(): void
}

type IdpOptions = { readonly baseUrl: string; readonly token: string; readonly signal: AbortSignal }

const CREATED = 201
/** It came about by a request whose answer was lost. */
const CONFLICT = 409

export function connectPartner({ baseUrl, token, signal }: IdpOptions): PartnerIdp {
  const profile = PROFILES['okta-patch']
  const client = createScimClient({
    baseUrls: [baseUrl],
    token,
    connections: 4,
    profile,
    chaos: null,
    signal,
    progress: new Progress({}),
    latencies: new Latencies(),
  })
  const find = async (kind: RequestKind, path: string) =>
    resourcesOf(expectStatus(await client.request(kind, 'GET', path), 200))[0] ?? null
  const findUser = (userName: string) => find('look up user', profile.userLookUp(userName))
  const findGroup = (name: string) => find('look up group', profile.groupLookUp(name))

  const have = async (look: () => Promise<JsonObject | null>, create: () => Promise<ScimAnswer>): Promise<string> => {
    const found = await look()
    if (found !== null) return textOf(found, 'id') ?? ''
    const answer = expectStatus(await create(), CREATED, CONFLICT)
    return textOf(answer.status === CREATED ? answer.body : ((await look()) ?? {}), 'id') ?? ''
  }
  const change = async (kind: RequestKind, path: string, operation: JsonObject) => {
    const { body } = patch(kind, path, operation)
    expectStatus(await client.request(kind, 'PATCH', path, body), 200, 204)
  }

  return {
    findUser,
    findGroup,
    haveUser: (user) =>
      have(
        () => findUser(user.userName),
        () => client.request('create user', 'POST', '/Users', { schemas: [CORE_USER], ...user }),
      ),
    haveGroup: (displayName, memberIds) =>
      have(
        () => findGroup(displayName),
        () => {
          const members = memberIds.map((value) => ({ value }))
          return client.request('create group', 'POST', '/Groups', { schemas: [CORE_GROUP], displayName, members })
        },
      ),
    renameGroup: (id, displayName) =>
      change('update group', `/Groups/${id}`, { op: 'replace', path: 'displayName', value: displayName }),
    async emptyGroup(id) {
      const answer = expectStatus(await client.request('read group', 'GET', `/Groups/${id}`), 200)
      if (memberIdsOf(answer.body).length === 0) return
      await change('change members', `/Groups/${id}`, { op: 'remove', path: 'members' })
    },
    switchOff: (userId) => change('update user', `/Users/${userId}`, { op: 'replace', path: 'active', value: false }),
    close: () => client.close(),
  }
}
