/** What every identity provider takes for granted of every answer, whatever it asked (RFC 7644 §3.4.2, §3.12). */
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimAnswer } from '../support/test-api.ts'
import { ERROR, LIST } from '../support/urns.ts'

/** One line a breach. */
export function breaches({ status, headers, body }: ScimAnswer): string[] {
  const found: string[] = []
  const require = (holds: boolean, what: string) => {
    if (!holds) found.push(what)
  }
  if (body === undefined) {
    require(status === 204 || status === 304, 'only 204 and 304 have no body')
    return found
  }
  require(/^application\/(scim\+)?json$/.test(headers.get('content-type') ?? ''), 'the media type is JSON')
  require(isJsonObject(body), 'the body is an object')
  require(!hasNull(body), 'nothing is null')
  if (!isJsonObject(body)) return found
  if (status >= 400) found.push(...errorBreaches(status, body))
  else if (has(body, LIST)) found.push(...listBreaches(body))
  else found.push(...resourceBreaches(body, headers))
  return found
}

function errorBreaches(status: number, body: JsonObject): string[] {
  const right = has(body, ERROR) && body.status === String(status)
  const explained = typeof body.detail === 'string' && body.detail.trim() !== ''
  return right && explained ? [] : ['an error has its schema, its status as a string, and a detail']
}

function listBreaches({ totalResults, startIndex, itemsPerPage, Resources }: JsonObject): string[] {
  const numbers = [totalResults, startIndex, itemsPerPage].every((number) => Number.isInteger(number))
  const counted = Array.isArray(Resources) && Resources.length === itemsPerPage
  return numbers && counted ? [] : ['a list has three whole numbers and as many resources as it says']
}

function resourceBreaches({ id, schemas, meta }: JsonObject, headers: Headers): string[] {
  if (id === undefined) return []
  const right = typeof id === 'string' && id !== '' && Array.isArray(schemas) && schemas.length > 0
  // With `attributes`, meta is left out unless it is named.
  const located = !isJsonObject(meta) || !headers.has('location') || headers.get('location') === meta.location
  return right && located ? [] : ['a resource has its id and schemas, and is where its Location says']
}

function has({ schemas }: JsonObject, schema: string): boolean {
  return Array.isArray(schemas) && schemas.includes(schema)
}

function hasNull(value: Json): boolean {
  if (value === null) return true
  return typeof value === 'object' && Object.values(value).some(hasNull)
}
