/** The PatchOp message (RFC 7644 §3.5.2): its shape, without a look at attributes. */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { messageMember } from './message-member.ts'
import { assertStorableText } from './text-check.ts'

export const PATCH_OP_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

export type RawOperation = {
  readonly op: 'add' | 'remove' | 'replace'
  /** null: absent. */
  readonly path: string | null
  readonly value: Json | undefined
}

/** The entries of `Operations`, not yet looked at; never empty. */
export function operationsOf(body: unknown, mode: Mode): readonly Json[] {
  if (!isJsonObject(body)) throw invalidSyntax('the body has to be a JSON object with "schemas" and "Operations"')
  if (mode === 'strict') assertPatchSchema(body)
  const operations = messageMember(body, 'Operations', mode)
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax('"Operations" has to be an array of one or more operations')
  }
  return operations
}

export function parseEnvelope(raw: Json, mode: Mode): RawOperation {
  if (!isJsonObject(raw)) throw invalidSyntax('an operation has to be an object')
  if (mode === 'strict') assertMembers(raw)
  return {
    op: parseOp(messageMember(raw, 'op', mode)),
    path: parsePathText(messageMember(raw, 'path', mode), mode),
    value: messageMember(raw, 'value', mode),
  }
}

/** Entra sends Add, Replace and Remove: upper and lower case are the same in both modes. */
function parseOp(op: Json | undefined): RawOperation['op'] {
  const lower = typeof op === 'string' ? op.toLowerCase() : undefined
  if (lower === 'add' || lower === 'remove' || lower === 'replace') return lower
  throw invalidSyntax('"op" has to be add, remove or replace')
}

/** Lenient: null and "" mean that there is none. */
function parsePathText(path: Json | undefined, mode: Mode): string | null {
  if (path === undefined) return null
  if (mode === 'lenient' && (path === null || path === '')) return null
  if (typeof path !== 'string') throw ScimError.of('invalidPath', '"path" has to be a string')
  assertStorableText(path, 'path')
  return path
}

function assertPatchSchema(body: JsonObject): void {
  const { schemas } = body
  const right = Array.isArray(schemas) && schemas.length === 1 && schemas[0] === PATCH_OP_SCHEMA
  if (!right) throw invalidSyntax(`"schemas" has to be ["${PATCH_OP_SCHEMA}"]`)
}

function assertMembers(raw: JsonObject): void {
  const known = ['op', 'path', 'value']
  if (Object.keys(raw).some((name) => !known.includes(name)))
    throw invalidSyntax('an operation has op, path and value only')
}

function invalidSyntax(detail: string): ScimError {
  return ScimError.of('invalidSyntax', detail)
}

/** Says which operation of several an error is about. */
export function inOperation(error: unknown, index: number): unknown {
  if (!(error instanceof ScimError)) return error
  return new ScimError(error.status, `Operations[${index}]: ${error.message}`, error.scimType)
}
