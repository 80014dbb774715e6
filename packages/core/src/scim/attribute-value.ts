/**
 * Values of attributes as POST, PUT and PATCH send them, checked against the schema (RFC 7643 §2, RFC 7644 §3.3).
 * Guarantee: canonical attribute names, no unknown, readOnly or server-computed sub-attributes; leaf values as sent.
 * null stands for "unassigned" (RFC 7643 §2.5: null and the empty array are the same).
 */
import type { Mode } from '../domain/operation.ts'
import { bareSubAttribute, isEmptied, onlyElement } from './dialect-entra.ts'
import { listOfOne } from './dialect-onelogin.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Attribute } from './schema-attribute.ts'
import { parseSimpleValue, wrongType } from './simple-value.ts'

/** PATCH gives two things another meaning: null inside an object unassigns, and (lenient) so does "". */
export type ValueReading = { readonly mode: Mode; readonly patch: boolean }

export function parseAttributeValue(attribute: Attribute, value: Json, name: string, reading: ValueReading): Json {
  return attribute.multiValued
    ? parseValueList(attribute, value, name, reading)
    : parseOneValue(attribute, value, name, reading)
}

/** One value: of a singular attribute, or one element of a multi-valued one. */
export function parseOneValue(attribute: Attribute, value: Json, name: string, reading: ValueReading): Json {
  if (value === null) return null
  const lenient = reading.mode === 'lenient'
  if (Array.isArray(value)) {
    if (value.length === 0) return null
    const only = lenient ? onlyElement(value) : undefined
    if (only !== undefined) return parseOneValue(attribute, only, name, reading)
    throw wrongType(attribute.type, name)
  }
  if (lenient && isEmptied(value, { mayBeText: !reading.patch && attribute.type !== 'complex' })) return null
  if (attribute.type !== 'complex') return parseSimpleValue(attribute, value, name, reading.mode)
  if (isJsonObject(value)) return parseObject(attribute, value, name, reading)
  const inner = lenient ? bareSubAttribute(attribute) : undefined
  if (inner === undefined) throw wrongType('complex', name)
  return { [inner.name]: parseSimpleValue(inner, value, `${name}.${inner.name}`, reading.mode) }
}

/** An array, or null for "no values". At most one element is primary (RFC 7643 §2.4). */
export function parseValueList(attribute: Attribute, value: Json, name: string, reading: ValueReading): Json[] | null {
  const lenient = reading.mode === 'lenient'
  if (value === null || (lenient && isEmptied(value, { mayBeText: false }))) return null
  if (!lenient && !Array.isArray(value)) throw ScimError.of('invalidValue', `${name}: expected an array`)
  const list: Json[] = []
  let primaries = 0
  for (const element of listOfOne(value)) {
    const parsed = withoutNulls(parseOneValue(attribute, element, name, reading))
    if (parsed === null) continue
    if (isJsonObject(parsed) && parsed.primary === true) primaries++
    list.push(parsed)
  }
  if (primaries > 1) throw tooManyPrimaries(name)
  return list.length === 0 ? null : list
}

export function tooManyPrimaries(name: string): ScimError {
  return ScimError.of('invalidValue', `${name}: primary may be true for one value only`)
}

function parseObject(attribute: Attribute, value: JsonObject, name: string, reading: ValueReading): Json {
  const result: JsonObject = {}
  for (const [key, member] of Object.entries(value)) {
    const sub = attribute.subAttributesByName.get(key.toLowerCase())
    if (sub === undefined || sub.mutability === 'readOnly') {
      if (reading.mode === 'strict') refuseMember(sub, `${name}.${key}`, reading)
      continue
    }
    const parsed = parseAttributeValue(sub, member, `${name}.${sub.name}`, reading)
    if (parsed !== null || reading.patch) result[sub.name] = parsed
  }
  dropDerived(attribute, result)
  return reading.patch || Object.keys(result).length > 0 ? result : null
}

function refuseMember(sub: Attribute | undefined, name: string, reading: ValueReading): void {
  if (sub === undefined) throw ScimError.of(reading.patch ? 'invalidPath' : 'invalidSyntax', unknownAttribute(name))
  // A resource may carry what the server gave out; a PATCH may not aim at it (RFC 7644 §3.3, §3.5.2).
  if (reading.patch) throw ScimError.of('mutability', `${name}: is read-only`)
}

/** What the server computes from `value` ($ref of a manager) is not kept beside it. */
function dropDerived(attribute: Attribute, object: JsonObject): void {
  if (typeof object.value !== 'string') return
  for (const sub of attribute.subAttributes) if (sub.derived) delete object[sub.name]
}

/** The same value without unassigned sub-attributes; null when nothing is left. */
export function withoutNulls(value: Json): Json {
  if (!isJsonObject(value)) return value
  const entries = Object.entries(value)
  const kept = entries.filter(([, member]) => member !== null)
  if (kept.length === 0) return null
  return kept.length === entries.length ? value : Object.fromEntries(kept)
}

const NAME_OR_URN = /^[\w$.:-]{1,160}$/

/** The text for a name that the schema does not have. The name is repeated only if it looks like one. */
export function unknownAttribute(name: string): string {
  return NAME_OR_URN.test(name)
    ? `${name}: is no attribute of this resource type`
    : 'the request names an unknown attribute'
}
