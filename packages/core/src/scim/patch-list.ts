/** What a PATCH operation does to the elements of a multi-valued attribute (RFC 7644 §3.5.2.1–3.5.2.3). */
import type { Mode } from '../domain/operation.ts'
import { referenceName } from './attribute-reference.ts'
import { tooManyPrimaries, withoutNulls } from './attribute-value.ts'
import { missingElement } from './dialect-entra.ts'
import { isListed, isSameElement } from './element-identity.ts'
import { ScimError } from './error.ts'
import { evaluateFilter } from './filter-evaluate.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { withMerged, withSubAttribute } from './patch-object.ts'
import type { PatchOperation } from './patch-operation.ts'
import type { AttributePath } from './path.ts'
import { PRIMARY } from './schema-attribute.ts'

export function changeList(list: readonly Json[], path: AttributePath, operation: PatchOperation, mode: Mode): Json[] {
  const { op, value = null } = operation
  if (path.filter === null && path.sub === null) return changeWhole(list, path, op, value)
  const { filter } = path
  const matches = (element: Json) => isJsonObject(element) && (filter === null || evaluateFilter(filter, element))
  if (list.some(matches)) return changeMatches(list, matches, path, op, value)
  // A remove of what is not there succeeds (RFC 7644 §3.5.2.2).
  if (op === 'remove') return [...list]
  return addMissing(list, path, value, mode)
}

function changeWhole(list: readonly Json[], path: AttributePath, op: PatchOperation['op'], value: Json): Json[] {
  const values = Array.isArray(value) ? value : []
  if (op === 'replace') return values
  if (op === 'add') return appendAll(list, path, values)
  // parsePatch leaves values only where they mean "remove these" (lenient).
  return values.length === 0
    ? []
    : list.filter((element) => !values.some((each) => isListed(path.attribute, each, element)))
}

/** An element that is already there is merged, not added again. */
function appendAll(list: readonly Json[], path: AttributePath, values: readonly Json[]): Json[] {
  const result = [...list]
  const promoted = new Set<number>()
  for (const value of values) {
    const found = result.findIndex((element) => isSameElement(path.attribute, value, element))
    const index = found === -1 ? result.length : found
    const existing = result[index]
    result[index] = isJsonObject(existing) && isJsonObject(value) ? withMerged(existing, path.attribute, value) : value
    if (isPrimary(value)) promoted.add(index)
  }
  return withOnePrimary(result, promoted, path)
}

function changeMatches(
  list: readonly Json[],
  matches: (element: Json) => boolean,
  path: AttributePath,
  op: PatchOperation['op'],
  value: Json,
): Json[] {
  const promotes = path.sub === null ? isPrimary(value) : path.sub.name === PRIMARY.name && value === true
  const promoted = new Set<number>()
  const result: Json[] = []
  for (const element of list) {
    const matched = isJsonObject(element) && matches(element)
    const next = matched ? changeElement(element, path, op, value) : element
    // An element that lost its last sub-attribute is gone.
    if (next === null || (isJsonObject(next) && Object.keys(next).length === 0)) continue
    if (matched && promotes) promoted.add(result.length)
    result.push(next)
  }
  return withOnePrimary(result, promoted, path)
}

function changeElement(element: JsonObject, path: AttributePath, op: PatchOperation['op'], value: Json): Json {
  const { attribute, sub } = path
  if (sub !== null) return withSubAttribute(element, sub, op === 'remove' ? null : value)
  if (op === 'remove') return null
  if (op === 'add' && value === null) return element
  // add merges into the match, replace puts the value in its place: missing sub-attributes vanish.
  return op === 'add' && isJsonObject(value) ? withMerged(element, attribute, value) : withoutNulls(value)
}

/**
 * Nothing matched: strict says noTarget, lenient makes the element.
 */
function addMissing(list: readonly Json[], path: AttributePath, value: Json, mode: Mode): Json[] {
  const { attribute, filter, sub } = path
  // Entra empties a mapped value without asking whether there is one.
  if (mode === 'lenient' && value === null) return [...list]
  const described = mode === 'lenient' ? missingElement(filter) : null
  if (described === null) throw ScimError.of('noTarget', `${referenceName(path)}: the path selects no value`)
  const given = isJsonObject(value) ? value : {}
  const created = sub === null ? withMerged(described, attribute, given) : withSubAttribute(described, sub, value)
  return withOnePrimary([...list, created], new Set(isPrimary(created) ? [list.length] : []), path)
}

/** Setting primary on one value takes it from the others; an operation may set one only (RFC 7643 §2.4). */
function withOnePrimary(list: Json[], promoted: ReadonlySet<number>, path: AttributePath): Json[] {
  if (promoted.size === 0) return list
  if (promoted.size > 1) throw tooManyPrimaries(referenceName(path))
  return list.map((element, index) => {
    const demoted = isPrimary(element) && !promoted.has(index)
    return demoted && isJsonObject(element) ? { ...element, primary: false } : element
  })
}

function isPrimary(element: Json): boolean {
  return isJsonObject(element) && element.primary === true
}
