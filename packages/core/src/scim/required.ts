/** Required attributes (RFC 7643 §7): present and not blank. */
import { ScimError } from './error.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Attribute } from './schema-attribute.ts'

export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** What is required in an extension that is there, and in each of its complex values. @param prefix of names, for the error */
export function assertComplete(holder: JsonObject, attributes: readonly Attribute[], prefix: string): void {
  for (const attribute of attributes) {
    const value = holder[attribute.name]
    if (attribute.required && isBlank(value)) throw requiredMissing(`${prefix}${attribute.name}`)
    if (attribute.subAttributes.length === 0) continue
    for (const element of Array.isArray(value) ? value : [value]) {
      if (isJsonObject(element)) assertComplete(element, attribute.subAttributes, `${prefix}${attribute.name}.`)
    }
  }
}

export function requiredMissing(name: string): ScimError {
  return ScimError.of('invalidValue', `${name}: is required and may not be empty`)
}
