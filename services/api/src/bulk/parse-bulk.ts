/**
 * From the body of a Bulk request to operations: everything that is decided without looking at any state (RFC 7644 §3.7). Each
 * POST gets its id here, and each `bulkId:` becomes that id.
 * An element that is refused stays in its place, since it counts for failOnErrors there.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OperationBody, OperationRequest, ResourceType } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { type BulkElement, type BulkTarget, parseBulkElement } from '@syncline/core/scim/bulk-element.ts'
import { parseBulkEnvelope } from '@syncline/core/scim/bulk-envelope.ts'
import { type BulkOrder, orderBulk } from '@syncline/core/scim/bulk-graph.ts'
import { type BulkIdOwner, resolveReferences } from '@syncline/core/scim/bulk-reference.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { CredentialOfDirectory } from '@syncline/core/storage/catalogue/credential.ts'
import type { BulkAppend, BulkAppendOperation } from '@syncline/core/storage/journal/bulk-append.ts'
import { operationCost } from '../accept/operation-cost.ts'
import { tooManyOperations } from '../http/refusal.ts'
import { parseOperation } from '../scim/parse-operation.ts'
import { createBulkDigest } from './bulk-digest.ts'

/** What the answer needs of an operation once it is in the journal. */
export type BulkAnswerElement = {
  readonly method: string | null
  readonly bulkId: string | null
  /** Null: the path could not be read. */
  readonly type: ResourceType | null
  /** The resource that its path names: by id, or as what another operation creates. Null: none. */
  readonly target: { readonly id: string | null; readonly createdBy: number | null } | null
  /** Indexes of the operations that it refers to. */
  readonly refersTo: readonly number[]
}

export type ParsedBulk = {
  /** Large; to be let go of when it is in the journal. */
  readonly append: BulkAppend
  /** In the order of the request. */
  readonly elements: readonly BulkAnswerElement[]
}

/** Operations that are parsed before other requests get their turn. */
const TURN = 200

/** @throws ScimError 400, 413 for the request as a whole */
export async function parseBulk(body: unknown, credential: CredentialOfDirectory): Promise<ParsedBulk> {
  const { mode, schemas, settings } = credential
  const { failOnErrors, operations } = parseBulkEnvelope(body, mode)
  if (operations.length > settings.bulkMaxOperations) throw tooManyOperations(settings.bulkMaxOperations)
  const unparsed = operations.map((raw) => parseBulkElement(raw, schemas, mode))
  const bulkIds = bulkIdsOf(unparsed)
  const digest = createBulkDigest(credential, failOnErrors, bulkIds.owners)
  const parsed: WrittenElement[] = []
  const elements: BulkAnswerElement[] = []
  // What has been parsed is let go of: the request exists once, not twice.
  operations.length = 0
  unparsed.reverse()
  for (let element = unparsed.pop(); element !== undefined; element = unparsed.pop()) {
    const index = parsed.length
    const { body, ...one } = parseElement(element, bulkIds, credential)
    digest.add(element, { ...one, body })
    parsed.push({ ...one, body: body === null ? null : JSON.stringify(body) })
    elements.push(answerElement(element, one.refersTo, bulkIds.owners))
    // biome-ignore lint/performance/noAwaitInLoops: others have their turn in between
    if (index % TURN === TURN - 1) await nextTurn()
  }
  const order = orderBulk({
    references: parsed.map(({ refersTo }) => refersTo),
    targets: parsed.map(({ request }) =>
      request === null || request.method === 'POST' ? null : `${request.resourceType}/${request.resourceId}`,
    ),
  })
  const { siteId, directoryId, credentialId, kind, prefix } = credential
  return {
    append: {
      id: uuidv7(),
      siteId,
      directoryId,
      credentialId,
      actor: `${kind}:${prefix}`,
      digest: digest.result(),
      failOnErrors,
      operations: inOrder(order, parsed),
    },
    elements,
  }
}

type BulkIds = { readonly owners: ReadonlyMap<string, BulkIdOwner>; readonly duplicates: ReadonlySet<string> }

export type ParsedElement = {
  readonly operationId: string
  /** Null: refused. */
  readonly request: Omit<OperationRequest, 'body'> | null
  readonly body: OperationBody
  readonly cost: number
  readonly refersTo: ReadonlySet<number>
  readonly refusal: ScimError | null
}

/** With its body as JSON. */
type WrittenElement = Omit<ParsedElement, 'body'> & { readonly body: string | null }

/** Only what is created can be referred to. A bulkId that two have belongs to the first, and neither is executed. */
function bulkIdsOf(elements: readonly BulkElement[]): BulkIds {
  const owners = new Map<string, BulkIdOwner>()
  const duplicates = new Set<string>()
  for (const [index, { methodText, bulkId }] of elements.entries()) {
    if (methodText !== 'POST' || bulkId === null) continue
    if (owners.has(bulkId)) duplicates.add(bulkId)
    else owners.set(bulkId, { index, id: uuidv7() })
  }
  return { owners, duplicates }
}

function parseElement(
  element: BulkElement,
  { owners, duplicates }: BulkIds,
  credential: CredentialOfDirectory,
): ParsedElement {
  const operationId = uuidv7()
  try {
    const { asked, bulkId } = element
    if (asked instanceof ScimError) throw asked
    const { method, target, version, data } = asked
    if (method === 'POST' && bulkId !== null && duplicates.has(bulkId)) {
      throw ScimError.of('invalidSyntax', '"bulkId" is used by another POST of the request')
    }
    const refersTo = new Set(resolveReferences(data, owners))
    const created = target.kind === 'created' ? ownerOf(target.bulkId, owners) : null
    if (created !== null) refersTo.add(created.index)
    const ownId = method === 'POST' ? (owners.get(bulkId ?? '')?.id ?? null) : null
    const resourceId = target.kind === 'resource' ? target.id : (created?.id ?? ownId)
    const parts = { method, resourceType: target.type, resourceId, ifMatch: version, body: data }
    const { body, ...request } = parseOperation(parts, credential)
    return {
      operationId,
      request: { ...request, id: operationId },
      body,
      cost: operationCost(body),
      refersTo,
      refusal: null,
    }
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return { operationId, request: null, body: null, cost: 1, refersTo: new Set(), refusal: error }
  }
}

function ownerOf(bulkId: string, owners: ReadonlyMap<string, BulkIdOwner>): BulkIdOwner {
  const owner = owners.get(bulkId)
  if (owner === undefined) {
    throw ScimError.of('invalidValue', 'path: a bulkId is referred to that no POST of the request has')
  }
  return owner
}

function inOrder({ order, cycleOf }: BulkOrder, parsed: readonly WrittenElement[]): BulkAppendOperation[] {
  return order.flatMap((index) => {
    const element = parsed[index]
    if (element === undefined) return []
    const { operationId, request, body, cost, refersTo, refusal } = element
    return [
      {
        id: operationId,
        method: request?.method ?? null,
        resourceType: request?.resourceType ?? null,
        resourceId: request?.resourceId ?? null,
        ifMatch: request?.ifMatch ?? null,
        body,
        secretSent: request?.secretSent ?? false,
        cost,
        place: {
          index,
          dependsOn: [...refersTo].flatMap((other) => parsed[other]?.operationId ?? []),
          cycle: cycleOf.get(index) ?? null,
          refusal:
            refusal === null ? null : { status: refusal.status, scimType: refusal.scimType, detail: refusal.message },
        },
      },
    ]
  })
}

function answerElement(
  { methodText, bulkId, target }: BulkElement,
  refersTo: ReadonlySet<number>,
  owners: ReadonlyMap<string, BulkIdOwner>,
): BulkAnswerElement {
  return {
    method: methodText,
    bulkId,
    type: target?.type ?? null,
    target: answerTarget(target, owners),
    refersTo: [...refersTo],
  }
}

function answerTarget(
  target: BulkTarget | null,
  owners: ReadonlyMap<string, BulkIdOwner>,
): BulkAnswerElement['target'] {
  if (target === null || target.kind === 'endpoint') return null
  if (target.kind === 'resource') return { id: target.id, createdBy: null }
  return { id: null, createdBy: owners.get(target.bulkId)?.index ?? null }
}
