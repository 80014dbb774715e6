/** Members of a group as requests list them: only their ids matter (RFC 7643 §4.2), in order, each once. */
import type { Mode } from '../domain/operation.ts'
import { parseValueList } from './attribute-value.ts'
import { memberElements } from './dialect-jumpcloud.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json } from './json.ts'
import type { Attribute } from './schema-attribute.ts'
import { assertStorableText } from './text-check.ts'

/** null, [] and (lenient) "" are the empty list. */
export function parseMemberIds(attribute: Attribute, value: Json, name: string, mode: Mode): string[] {
  // Strict looks at every sub-attribute; lenient at the ids alone, since a list may have many thousands.
  if (mode === 'strict') parseValueList(attribute, value, name, { mode, patch: false })
  if (value === null || value === '') return []
  const ids = new Set<string>()
  for (const element of memberElements(value)) {
    const id = memberId(element)
    if (typeof id !== 'string' || id === '') {
      throw ScimError.of('invalidValue', `${name}: each member needs the id of a resource in "value"`)
    }
    assertStorableText(id, name)
    ids.add(id)
  }
  return [...ids]
}

function memberId(element: Json): Json | undefined {
  if (!isJsonObject(element)) return element
  if (element.value !== undefined) return element.value
  return Object.entries(element).find(([key]) => key.toLowerCase() === 'value')?.[1]
}
