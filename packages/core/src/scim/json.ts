/** JSON values as SCIM messages carry them (RFC 8259; attributes of RFC 7643 §2.3 are built from these). */
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [name: string]: Json }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
