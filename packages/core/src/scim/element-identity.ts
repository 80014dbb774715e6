/** When two elements of a multi-valued attribute are the same one (RFC 7643 §2.4: no (type, value) twice). */
import { comparisonKey } from './comparison-key.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { sameJson } from './json-equal.ts'
import type { Attribute } from './schema-attribute.ts'

/** For add: equal value and type; elements without a value are the same when all they hold is. */
export function isSameElement(attribute: Attribute, given: Json, element: Json): boolean {
  if (!isJsonObject(given) || !isJsonObject(element)) return sameJson(given, element)
  if (given.value === undefined) return element.value === undefined && sameJson(given, element)
  return sameSub(attribute, 'value', given, element) && sameSub(attribute, 'type', given, element)
}

/** For remove with a value: equal value, and equal type where one is given; else all given sub-attributes. */
export function isListed(attribute: Attribute, given: Json, element: Json): boolean {
  if (!isJsonObject(given) || !isJsonObject(element)) return sameJson(given, element)
  const names =
    given.value === undefined ? Object.keys(given) : ['value', ...(given.type === undefined ? [] : ['type'])]
  return names.every((name) => sameSub(attribute, name, given, element))
}

function sameSub(attribute: Attribute, name: string, a: JsonObject, b: JsonObject): boolean {
  const sub = attribute.subAttributesByName.get(name.toLowerCase())
  if (sub === undefined) return true
  const left = a[sub.name] ?? null
  const right = b[sub.name] ?? null
  if (left === null || right === null) return left === right
  return comparisonKey(sub, left) === comparisonKey(sub, right)
}
