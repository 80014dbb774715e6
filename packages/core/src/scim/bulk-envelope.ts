/** The BulkRequest message (RFC 7644 §3.7): its shape, without a look at its operations. */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import { isJsonObject, type Json } from './json.ts'
import { messageMember } from './message-member.ts'

export const BULK_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

export type BulkEnvelope = {
  /** Errors after which nothing more is processed; null: it goes on to the end. */
  readonly failOnErrors: number | null
  /** Not yet looked at, never empty. */
  readonly operations: Json[]
}

/** @throws ScimError 400 invalidSyntax; invalidValue for failOnErrors */
export function parseBulkEnvelope(body: unknown, mode: Mode): BulkEnvelope {
  if (!isJsonObject(body)) throw invalidSyntax('The body has to be a JSON object with "schemas" and "Operations".')
  if (mode === 'strict') assertBulkSchema(body.schemas)
  const operations = messageMember(body, 'Operations', mode)
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax('"Operations" has to be an array of one or more operations.')
  }
  return { failOnErrors: parseFailOnErrors(messageMember(body, 'failOnErrors', mode), mode), operations }
}

function parseFailOnErrors(value: Json | undefined, mode: Mode): number | null {
  if (value === undefined || (value === null && mode === 'lenient')) return null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw ScimError.of('invalidValue', '"failOnErrors" has to be a whole number of 1 or more.')
  }
  // More than there can be; kept as a 32-bit integer.
  return Math.min(value, 0x7fffffff)
}

function assertBulkSchema(schemas: Json | undefined): void {
  const right = Array.isArray(schemas) && schemas.length === 1 && schemas[0] === BULK_REQUEST_SCHEMA
  if (!right) throw invalidSyntax(`"schemas" has to be ["${BULK_REQUEST_SCHEMA}"].`)
}

function invalidSyntax(detail: string): ScimError {
  return ScimError.of('invalidSyntax', detail)
}
