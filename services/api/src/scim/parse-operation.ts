/** From an HTTP request to an operation: everything that is decided without looking at any state. */
import type { Method, OperationBody, OperationRequest, ResourceType } from '@syncline/core/domain/operation.ts'
import { notFound } from '@syncline/core/domain/refusal.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { Json } from '@syncline/core/scim/json.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { assertStorable } from '@syncline/core/scim/text-check.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'
import { isResourceId } from '@syncline/core/storage/read/resource-id.ts'
import { writePrecondition } from './write-precondition.ts'

export type RequestParts = {
  readonly method: Method
  readonly resourceType: ResourceType
  /** As in the path; null for POST. */
  readonly resourceId: string | null
  /** Headers as sent. */
  readonly ifMatch: string | null
  readonly ifNoneMatch?: string | null
  /** Parsed JSON; undefined for DELETE. */
  readonly body: unknown
}

/** @throws ScimError 400, 412, 428; 404 for an id that is none, after everything else was found right like everywhere else */
export function parseOperation(parts: RequestParts, credential: CredentialOfDirectory): OperationRequest {
  const { method, resourceType, resourceId, ifNoneMatch = null } = parts
  const { body, secretSent } = parseBody(parts, credential)
  if (body !== null) assertStorable(body as unknown as Json)
  const ifMatch = writePrecondition(method, { ifMatch: parts.ifMatch, ifNoneMatch }, credential.settings)
  if (resourceId !== null && !isResourceId(resourceId)) throw notFound()
  return {
    id: uuidv7(),
    siteId: credential.siteId,
    directoryId: credential.directoryId,
    credentialId: credential.credentialId,
    actor: `${credential.kind}:${credential.prefix}`,
    method,
    resourceType,
    resourceId: resourceId ?? uuidv7(),
    ifMatch,
    body,
    secretSent,
  }
}

function parseBody(
  { method, resourceType, body }: RequestParts,
  { mode, schemas }: CredentialOfDirectory,
): { readonly body: OperationBody; readonly secretSent: boolean } {
  if (method === 'DELETE') return { body: null, secretSent: false }
  const type = schemas[resourceType]
  return method === 'PATCH' ? parsePatch(body, type, mode) : parseResource(body, type, mode)
}
