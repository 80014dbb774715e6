/**
 * One entry of `Operations` of a Bulk request (RFC 7644 §3.7): what it asks for, or why it is refused. Its data is not looked
 * at here.
 */
import type { Method, Mode, ResourceType } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { messageMember } from './message-member.ts'
import { PATCH_OP_SCHEMA } from './patch-envelope.ts'
import type { SchemaSet } from './resource-type.ts'

export type BulkTarget =
  /** The endpoint of a resource type: what POST creates in. */
  | { readonly kind: 'endpoint'; readonly type: ResourceType }
  | { readonly kind: 'resource'; readonly type: ResourceType; readonly id: string }
  /** `/Groups/bulkId:x` */
  | { readonly kind: 'created'; readonly type: ResourceType; readonly bulkId: string }

export type BulkElement = {
  /** As sent, where it is a text of a method's length; for the answer. */
  readonly methodText: string | null
  /** As sent; for the answer. */
  readonly bulkId: string | null
  /** Null: the path could not be read. */
  readonly target: BulkTarget | null
  readonly asked:
    | { readonly method: Method; readonly target: BulkTarget; readonly version: string | null; readonly data: Json }
    | ScimError
}

const METHODS: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE']
const BULK_ID = 'bulkId:'
const LONGEST_METHOD = 16
const NOT_IN_BULK = new Set(['bulk', '.search', 'me'])

export function parseBulkElement(raw: Json, schemas: SchemaSet, mode: Mode): BulkElement {
  if (!isJsonObject(raw)) {
    return { methodText: null, bulkId: null, target: null, asked: invalidSyntax('it has to be an object') }
  }
  const methodValue = messageMember(raw, 'method', mode)
  const methodText = typeof methodValue === 'string' && methodValue.length <= LONGEST_METHOD ? methodValue : null
  const bulkIdValue = messageMember(raw, 'bulkId', mode)
  const bulkId = typeof bulkIdValue === 'string' && bulkIdValue !== '' ? bulkIdValue : null
  const path = attempt(() => parseTarget(messageMember(raw, 'path', mode), schemas))
  const target = path instanceof ScimError ? null : path
  const asked = attempt(() => {
    const method = METHODS.find((known) => known === methodValue)
    if (method === undefined) throw invalidSyntax('"method" has to be POST, PUT, PATCH or DELETE')
    if (path instanceof ScimError) throw path
    if (method === 'POST' && bulkId === null) throw invalidSyntax('POST needs a "bulkId"')
    assertTargetOf(method, path)
    return { method, target: path, version: parseVersion(raw, mode), data: dataOf(raw, method, mode) }
  })
  return { methodText, bulkId, target, asked }
}

/** @throws ScimError 400 */
function parseTarget(path: Json | undefined, schemas: SchemaSet): BulkTarget {
  if (typeof path !== 'string' || path === '') throw invalidSyntax('"path" is required')
  const [endpoint = '', id, ...more] = segmentsOf(path)
  if (NOT_IN_BULK.has(endpoint.toLowerCase()) || id?.toLowerCase() === '.search') {
    throw ScimError.of('invalidPath', 'path: Bulk requests, searches and /Me cannot be part of a Bulk request')
  }
  const type = Object.values(schemas).find((each) => each.endpoint.toLowerCase() === `/${endpoint.toLowerCase()}`)?.name
  if (type === undefined || more.length > 0) {
    throw ScimError.of('invalidPath', 'path: has to be the endpoint of a resource type, or that and an id')
  }
  if (id === undefined) return { kind: 'endpoint', type }
  if (id.startsWith(BULK_ID)) return { kind: 'created', type, bulkId: id.slice(BULK_ID.length) }
  return { kind: 'resource', type, id }
}

/** A query would select attributes of an answer that is not given here. Slashes are tolerated as in addresses. */
function segmentsOf(path: string): string[] {
  const plain = path.split('?', 1)[0] ?? ''
  const segments = plain.split('/').filter((segment) => segment !== '')
  try {
    return segments.map(decodeURIComponent)
  } catch {
    return segments
  }
}

function assertTargetOf(method: Method, target: BulkTarget): void {
  if ((method === 'POST') === (target.kind === 'endpoint')) return
  throw ScimError.of(
    'invalidPath',
    method === 'POST'
      ? 'path: POST takes the endpoint of a resource type'
      : `path: ${method} needs the id of a resource behind the endpoint`,
  )
}

function parseVersion(raw: JsonObject, mode: Mode): string | null {
  const version = messageMember(raw, 'version', mode)
  if (version === undefined || (mode === 'lenient' && (version === null || version === ''))) return null
  if (typeof version !== 'string') throw invalidSyntax('"version" has to be the version of a resource as a string')
  return version
}

function dataOf(raw: JsonObject, method: Method, mode: Mode): Json {
  if (method === 'DELETE') return null
  const data = messageMember(raw, 'data', mode)
  if (data === undefined || data === null) throw invalidSyntax(`${method} needs "data"`)
  // The example of RFC 7644 §3.7.3 has the operations alone.
  if (method === 'PATCH' && mode === 'lenient' && Array.isArray(data)) {
    return { schemas: [PATCH_OP_SCHEMA], Operations: data }
  }
  return data
}

function attempt<Result>(parse: () => Result): Result | ScimError {
  try {
    return parse()
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
}

function invalidSyntax(detail: string): ScimError {
  return ScimError.of('invalidSyntax', detail)
}
