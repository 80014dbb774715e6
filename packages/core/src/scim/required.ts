/** Required attributes (RFC 7643 §7): present and not blank. */
import { ScimError } from './error.ts'
import type { Json } from './json.ts'

export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

export function requiredMissing(name: string): ScimError {
  return ScimError.of('invalidValue', `${name}: is required and may not be empty`)
}
