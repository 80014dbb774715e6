/** What a list can be asked for, from a query string or the body of a search (RFC 7644 §3.4.2, §3.4.3; RFC 9865 §2, §3). */
import type { Mode } from '../domain/operation.ts'
import { ScimError } from './error.ts'
import { isJsonObject } from './json.ts'

export const SEARCH_REQUEST_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** As sent; what is absent is undefined. */
export type ListParameters = {
  readonly filter: string | undefined
  readonly sortBy: string | undefined
  readonly sortOrder: string | undefined
  readonly startIndex: string | number | undefined
  readonly count: string | number | undefined
  readonly cursor: string | undefined
  readonly attributes: string | readonly string[] | undefined
  readonly excludedAttributes: string | readonly string[] | undefined
}

export function listParametersOf(query: (name: string) => string | undefined): ListParameters {
  return {
    filter: query('filter'),
    sortBy: query('sortBy'),
    sortOrder: query('sortOrder'),
    startIndex: query('startIndex'),
    count: query('count'),
    cursor: query('cursor'),
    attributes: query('attributes'),
    excludedAttributes: query('excludedAttributes'),
  }
}

/** Names of members without regard to case; unknown ones are ignored. @throws ScimError invalidSyntax, invalidValue */
export function parseSearchRequest(body: unknown, mode: Mode): ListParameters {
  if (!isJsonObject(body)) throw ScimError.of('invalidSyntax', 'The body of a search is a JSON object.')
  // Null is the same as absent (RFC 7643 §2.5).
  const members = new Map(
    Object.entries(body).flatMap(([name, value]) => (value === null ? [] : [[name.toLowerCase(), value]])),
  )
  const member = (name: string): unknown => members.get(name.toLowerCase())
  if (mode === 'strict') assertSchema(member('schemas'))
  return {
    filter: textMember('filter', member('filter')),
    sortBy: textMember('sortBy', member('sortBy')),
    sortOrder: textMember('sortOrder', member('sortOrder')),
    startIndex: numberMember('startIndex', member('startIndex'), mode),
    count: numberMember('count', member('count'), mode),
    cursor: textMember('cursor', member('cursor')),
    attributes: namesMember('attributes', member('attributes'), mode),
    excludedAttributes: namesMember('excludedAttributes', member('excludedAttributes'), mode),
  }
}

function assertSchema(schemas: unknown): void {
  const [urn] = Array.isArray(schemas) && schemas.length === 1 ? schemas : []
  if (typeof urn === 'string' && urn.toLowerCase() === SEARCH_REQUEST_SCHEMA.toLowerCase()) return
  throw ScimError.of('invalidSyntax', `schemas: has to be ["${SEARCH_REQUEST_SCHEMA}"]`)
}

function textMember(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw ScimError.of('invalidValue', `${name}: expected a string`)
}

/** Lenient: digits in quotes. */
function numberMember(name: string, value: unknown, mode: Mode): string | number | undefined {
  if (value === undefined || typeof value === 'number' || (typeof value === 'string' && mode === 'lenient'))
    return value
  throw ScimError.of('invalidValue', `${name}: expected a number`)
}

/** Lenient: one text with commas, as in a query string. */
function namesMember(name: string, value: unknown, mode: Mode): string | readonly string[] | undefined {
  if (value === undefined || (typeof value === 'string' && mode === 'lenient')) return value
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value
  throw ScimError.of('invalidValue', `${name}: expected an array of attribute names`)
}
