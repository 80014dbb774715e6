/**
 * Shapes that Microsoft Entra ID sends and RFC 7644 does not have, read in lenient mode on every connection. The flag
 * `aadOptscim062020` changes most of them, but not for a provisioning on demand: nothing looks at the flag, nor at a
 * User-Agent. What was sent: `test/idp/conversations/entra-*.json`. What needs no function: verbs in any letters and
 * dotted keys (L2) are read in both modes, `$ref: null` beside a member's id (L4) is not looked at, JSON within a text
 * (L7) is kept as sent, URNs of Microsoft in `schemas` are not looked at.
 */
import { elementFromFilter } from './element-from-filter.ts'
import type { CheckedFilter } from './filter-ast.ts'
import type { Json, JsonObject } from './json.ts'
import type { Attribute } from './schema-attribute.ts'

/**
 * L1: `"path": "active", "value": "False"`, and `roles[primary eq "True"]` in a mapping: a boolean in quotes.
 * Undefined: the text is none. Source: Known issues with SCIM 2.0 compliance; mappings of app roles.
 */
export function quotedBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : undefined
}

/**
 * L6: a Replace with "" takes the value away. `mayBeText`: "" is a value like any other, which it is for a text in POST
 * and PUT. Source: gallery validation, SCIM_Null_Update_Test and SCIM_Update_Manager_Test.
 */
export function isEmptied(value: Json, { mayBeText }: { readonly mayBeText: boolean }): boolean {
  return value === '' && !mayBeText
}

/**
 * L6: the manager as `[{"$ref": …, "value": …}]`: the element of an array of one, where the attribute has one value.
 * Source: Develop a SCIM endpoint, example 5.
 */
export function onlyElement(values: readonly Json[]): Json | undefined {
  return values.length === 1 && !Array.isArray(values[0]) ? values[0] : undefined
}

/**
 * L6: the manager as its bare id: the sub-attribute that a bare value is. Undefined: the attribute has none. Source:
 * SCIM-SDK, "Develop a SCIM endpoint".
 */
export function bareSubAttribute(attribute: Attribute): Attribute | undefined {
  return attribute.subAttributesByName.get('value')
}

/**
 * L3: `"op": "Remove", "path": "members", "value": [{"value": "id"}]` names those who go. The RFC knows no value here,
 * and "remove members" empties the group: strict refuses, nobody ever reads it so. Source: Known issues with SCIM 2.0
 * compliance; authentik, JumpCloud and OneLogin send the same.
 */
export function namesWhatGoes(value: Json | undefined): value is Json {
  return value !== undefined && value !== null
}

/**
 * L5: Add or Replace of `emails[type eq "work"].value` where no element matches makes the element that the filter
 * describes. Null: it describes none. Source: table of default mappings, "Develop a SCIM endpoint".
 */
export function missingElement(filter: CheckedFilter | null): JsonObject | null {
  return filter === null ? null : elementFromFilter(filter)
}

/**
 * `emails[type eq "work"].value eq "x"` as the matching attribute of a look-up means `emails[type eq "work" and value
 * eq "x"]`. The text is what follows the brackets. Source: "Develop a SCIM endpoint", matching attributes.
 */
export function isBehindBrackets(text: string): boolean {
  return /^\.[a-z$][\w$-]*$/i.test(text)
}
