/**
 * A body that was accepted under earlier schemas of its directory, checked against those of now (they may have changed while
 * the operation waited). Guarantee: nothing is applied that the schemas of now would not have let in.
 */
import type { Mode, OperationBody, PatchBody, ResourceBody } from '../domain/operation.ts'
import { unknownAttribute } from './attribute-value.ts'
import { ScimError } from './error.ts'
import type { JsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import type { PatchOperation } from './patch-operation.ts'
import { recheckPatchOperation } from './patch-parse.ts'
import { findPath } from './path.ts'
import { assertExtensions, parseExtension } from './resource-parse.ts'
import type { ResourceTypeDefinition } from './resource-type.ts'

/** @returns the very body when nothing is to be changed in it. @throws ScimError as parsing would now */
export function recheckBody(body: OperationBody, type: ResourceTypeDefinition, mode: Mode): OperationBody {
  if (body === null) return null
  return body.kind === 'resource' ? recheckResource(body, type, mode) : recheckPatch(body, type, mode)
}

function recheckResource(body: ResourceBody, type: ResourceTypeDefinition, mode: Mode): ResourceBody {
  const { attributes } = body
  // Only names of schemas hold a colon.
  const suspect = Object.keys(attributes).some((name) => name.includes(':') && !isBuiltIn(name, type))
  if (!suspect && type.ownExtensions.length === 0) return body
  const result: JsonObject = {}
  for (const [name, value] of Object.entries(attributes)) {
    const extension = name.includes(':') ? type.extensionsByUrn.get(name.toLowerCase()) : undefined
    if (!name.includes(':') || isBuiltIn(name, type)) result[name] = value
    else if (extension !== undefined) addExtension(result, extension.id, parseExtension(extension, value, mode))
    else if (mode === 'strict') throw ScimError.of('invalidSyntax', unknownAttribute(name))
  }
  assertExtensions(result, type)
  return sameJson(attributes, result) ? body : { ...body, attributes: result }
}

function addExtension(result: JsonObject, urn: string, members: JsonObject): void {
  if (Object.keys(members).length > 0) result[urn] = members
}

function isBuiltIn(urn: string, type: ResourceTypeDefinition): boolean {
  return type.extensions.some(({ schema, own }) => !own && schema.id === urn)
}

function recheckPatch(body: PatchBody, type: ResourceTypeDefinition, mode: Mode): PatchBody {
  const { operations } = body
  const checked = operations.flatMap((operation) => recheckOperation(operation, type, mode))
  const same = checked.length === operations.length && checked.every((each, at) => each === operations[at])
  return same ? body : { ...body, operations: checked }
}

function recheckOperation(
  operation: PatchOperation,
  type: ResourceTypeDefinition,
  mode: Mode,
): readonly PatchOperation[] {
  const path = operation.path === undefined ? null : findPath(operation.path, type, mode)
  // Lenient passes over what it does not know, as it does when it parses; strict finds it out when it applies it.
  if (path === null) return mode === 'lenient' ? [] : [operation]
  if (!type.ownExtensions.some(({ schema }) => schema.id === path.extension)) return [operation]
  const checked = recheckPatchOperation(operation, type, mode)
  const [only] = checked
  return checked.length === 1 && sameJson({ ...operation }, { ...only }) ? [operation] : checked
}
