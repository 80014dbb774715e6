/** The vectors of the protocol sheet as data, and small helpers that the SCIM tests share. */

import { readFileSync } from 'node:fs'
import { ScimError } from '@syncline/core/scim/error.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'

export const MODES = ['lenient', 'strict'] as const

export type FilterVector = {
  id: string
  endpoint: '/Users' | '/Groups'
  filter: string
  expect: string[] | string
  strict: string[] | string
}

export type PatchVector = {
  id: string
  target: string
  Operations: Json[]
  expect: JsonObject | string
  strict: JsonObject | string
}

export type BulkVector = {
  readonly id: string
  readonly title: string
  readonly body: JsonObject
  /** Statuses of the operations, or what the whole request is answered with. */
  readonly expect: readonly string[] | string | number
  readonly opt: { readonly length?: number; readonly supported?: boolean }
}

type Vectors = {
  fixtures: { users: (JsonObject & { id: string })[]; groups: (JsonObject & { id: string })[] }
  filters: FilterVector[]
  patches: PatchVector[]
  bulk: BulkVector[]
}

export const vectors: Vectors = JSON.parse(readFixture('vectors.json'))

export function readFixture(path: string): string {
  return readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8')
}

/** The attributes of a fixture user as the directory stores them. */
export function storedUser(id: string): JsonObject {
  const user = vectors.fixtures.users.find((each) => each.id === id)
  return parseResource(user, RESOURCE_TYPES.User, 'strict').body.attributes
}

export function storedGroup(id: string): { attributes: JsonObject; members: readonly string[] } {
  const group = vectors.fixtures.groups.find((each) => each.id === id)
  const { attributes, members = [] } = parseResource(group, RESOURCE_TYPES.Group, 'strict').body
  return { attributes, members }
}

/** The scimType that the call is refused with; a success or another error fails the test. */
export function refusal(call: () => unknown): string {
  const error = refused(call)
  return error.scimType ?? String(error.status)
}

export function refused(call: () => unknown): ScimError {
  try {
    call()
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
  throw new Error('expected a refusal')
}

/** Throws on any later change of the value or a part of it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part)
    Object.freeze(value)
  }
  return value
}

/** What a JSON pointer of the vectors selects: `#` is the length, URNs may stand between the slashes. */
export function at(value: Json, pointer: string): Json {
  let current: Json = value
  for (const name of pointer.split('/').slice(1)) {
    if (current === null || typeof current !== 'object') return null
    if (Array.isArray(current)) current = name === '#' ? current.length : (current[Number(name)] ?? null)
    else current = current[name] ?? null
  }
  return current
}
