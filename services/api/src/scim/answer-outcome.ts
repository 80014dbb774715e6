/**
 * The answer to a write, from the request and its outcome (RFC 7644 §3.3–3.6). The row is not read back: a later
 * operation may have changed or deleted it. What the server adds and the outcome cannot know is read: a user's groups with
 * the outcome, names of members here.
 */
import type { OperationRequest } from '@syncline/core/domain/operation.ts'
import { isSelected, type Selection, selectAttributes } from '@syncline/core/scim/attribute-selection.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { etag } from '@syncline/core/scim/etag.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { groupResource, locationOf, userResource } from '@syncline/core/scim/representation.ts'
import type { SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { sentOnRequest } from '@syncline/core/scim/returned-on-request.ts'
import { readMembers } from '@syncline/core/storage/read/member-read.ts'
import { readResource } from '@syncline/core/storage/read/resource-read.ts'
import type { Context } from 'hono'
import type pg from 'pg'
import type { DeliveredOutcome } from '../accept/ticket.ts'
import { credentialsInvalid, joinedWasDropped, type Refusal } from '../http/refusal.ts'
import { resourceHeaders, respondEmpty, respondJson } from '../http/respond.ts'
import { fromStorage } from '../storage-failure.ts'

export type AnswerContext = {
  readonly c: Context
  readonly pool: pg.Pool
  readonly baseUrl: string
  readonly schemas: SchemaSet
  readonly request: OperationRequest
  readonly outcome: DeliveredOutcome
  readonly selection: Selection
}

/** @throws ScimError of the outcome */
export async function answerOutcome(context: AnswerContext): Promise<Response> {
  const { c, baseUrl, request, outcome, selection } = context
  if (outcome.status === DROPPED) throw refusalOfDropped(context)
  if (outcome.status >= 300)
    throw new ScimError(outcome.status, outcome.detail ?? 'The request failed.', outcome.scimType)
  if (request.method === 'DELETE') return respondEmpty(204)
  const applied = appliedOf(context)
  const headers = resourceHeaders(locationOf(request.resourceType, applied.id, baseUrl), etag(applied.version))
  // RFC 7644 §3.5.2 asks for a body when attributes are named; Entra wants none for a group.
  const wantsBody = request.method !== 'PATCH' || request.resourceType === 'User' || selection.kind === 'include'
  if (!wantsBody) return respondEmpty(204, headers)
  const type = context.schemas[request.resourceType]
  const resource = await fromStorage(() => represent(context, applied))
  const status = request.method === 'POST' ? 201 : 200
  return respondJson(c, status, selectAttributes(resource, selection, type, sentOnRequest(request.body, type)), headers)
}

/** Of `credentialRevoked`. */
const DROPPED = 401

/** Whoever had joined the operation of another credential is told to ask again: theirs may be good. */
function refusalOfDropped({ request, outcome }: AnswerContext): Refusal {
  return outcome.operationId === request.id ? credentialsInvalid() : joinedWasDropped()
}

type Applied = {
  readonly id: string
  readonly version: number
  readonly createdAt: Date
  readonly lastModified: Date
  readonly attributes: JsonObject
}

function appliedOf({ request, outcome }: AnswerContext): Applied {
  const { resourceId, version, createdAt, lastModified, resource } = outcome
  const attributes = resource ?? (request.body?.kind === 'resource' ? request.body.attributes : null)
  if (resourceId === null || version === null || createdAt === null || lastModified === null || attributes === null) {
    throw new Error(`outcome ${outcome.operationId} of a ${request.method} is incomplete`)
  }
  return { id: resourceId, version, createdAt, lastModified, attributes }
}

async function represent(context: AnswerContext, applied: Applied): Promise<JsonObject> {
  const { pool, baseUrl, schemas, request, outcome, selection } = context
  const scope = { siteId: request.siteId, directoryId: request.directoryId }
  if (request.resourceType === 'Group') {
    if (!isSelected(selection, schemas.Group, 'members')) return groupResource(applied, schemas.Group, baseUrl)
    const named = request.body?.kind === 'resource' ? request.body.members : undefined
    // A PUT without members kept them; a PATCH names only what changed.
    const members =
      named === undefined && request.method !== 'POST'
        ? (await readResource(pool, { type: schemas.Group, scope, id: applied.id, associations: true }))?.members
        : await readMembers(pool, scope, named ?? [])
    return groupResource({ ...applied, members: members ?? [] }, schemas.Group, baseUrl)
  }
  const { manager = null, groups = [] } = outcome
  // A new user is in no group.
  const shown = request.method === 'POST' || !isSelected(selection, schemas.User, 'groups') ? [] : groups
  return userResource({ ...applied, manager, groups: shown }, schemas.User, baseUrl)
}
