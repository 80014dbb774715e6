/** The JSON that RFC 7643 §8 and RFC 7644 §3 print, with ids and addresses that exist here. */
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { readFixture } from '../scim/fixtures.ts'

/** Ids are abbreviated in print; their beginnings tell them apart. */
const ID = /\b(2819c223|902c246b|08e1d05d|26118915)[-.\w]*/g

export type Renamed = {
  readonly baseUrl: string
  /** By the first eight letters of the printed id. */
  readonly ids: ReadonlyMap<string, string>
}

export function rfcExample(file: string, { baseUrl, ids }: Renamed): JsonObject {
  const printed = readFixture(`rfc-examples/${file}.json`)
  return JSON.parse(
    printed.replaceAll('https://example.com/v2', baseUrl).replaceAll(ID, (id, begin: string) => ids.get(begin) ?? id),
  )
}

/** What the server makes itself (RFC 7643 §3.1, §4), in a printed resource and in an answered one. */
const SERVERS_OWN = ['id', 'meta', 'groups', 'password']

/** The resource without what the server makes, down to `$ref` and the names of those referred to. */
export function clientsPart(resource: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resource)
      .filter(([name]) => !SERVERS_OWN.includes(name))
      .map(([name, value]) => [name, withoutReferences(value)]),
  )
}

function withoutReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutReferences)
  if (value === null || typeof value !== 'object') return value
  // An element that refers to another resource: all but its id is the server's.
  if ('$ref' in value && typeof value.value === 'string') return { value: value.value }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutReferences(member)]))
}
