/** PATCH under any sequence of operations: what must hold whatever they are. */

import type { Mode } from '@syncline/core/domain/operation.ts'
import { ScimError } from '@syncline/core/scim/error.ts'
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'
import { applyPatch } from '@syncline/core/scim/patch-apply.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTERPRISE, PATCH as PATCH_OP } from '../support/urns.ts'
import { deepFreeze, MODES } from './fixtures.ts'

const text = fc.constantFrom('a', 'B', 'b', 'x@y.org')
const type = fc.constantFrom('work', 'home')
const email = fc.record({ value: text, type, primary: fc.boolean() }, { requiredKeys: [] })
const name = fc.record({ givenName: fc.option(text), familyName: text }, { requiredKeys: [] })
const emails = fc.array(email, { maxLength: 3 })

const user: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      userName: fc.constant('u'),
      title: text,
      name,
      emails,
      active: fc.boolean(),
      [ENTERPRISE]: fc.record({ division: text }),
    },
    { requiredKeys: ['userName'] },
  )
  .map((each) => structuredClone(each) as JsonObject)
  .filter((each) => isAccepted(each))
  .map((each) => parseResource(each, RESOURCE_TYPES.User, 'lenient').body.attributes)

const op = fc.constantFrom('add', 'replace')
const change: fc.Arbitrary<Json> = fc
  .oneof(
    fc.record({
      op,
      path: fc.constantFrom(
        'title',
        'name.givenName',
        `${ENTERPRISE}:division`,
        'emails[type eq "work"].value',
        'emails[value sw "x"].display',
        'emails.display',
      ),
      value: fc.option(text),
    }),
    fc.record({ op, path: fc.constant('name'), value: name }),
    fc.record({ op, path: fc.constant('emails'), value: emails }),
    fc.record({
      op,
      path: fc.constantFrom('emails[type eq "work"]', 'emails[type eq "home" and value eq "b"]'),
      value: email,
    }),
    fc.record({ op, path: fc.constantFrom('active', 'emails[type eq "home"].primary'), value: fc.boolean() }),
    fc.record({ op, value: fc.record({ title: text, name, emails }, { requiredKeys: [] }) }),
    fc.record({
      op: fc.constant('remove'),
      path: fc.constantFrom(
        'title',
        'name',
        'emails',
        'emails.type',
        'emails[type eq "work"]',
        'emails[value eq "b"].value',
        ENTERPRISE,
      ),
    }),
  )
  .map((each) => structuredClone(each) as Json)

function isAccepted(resource: JsonObject): boolean {
  return attempt(() => parseResource(resource, RESOURCE_TYPES.User, 'lenient')) !== null
}

/** null for a refusal; any other error is a defect. */
function attempt<Result>(call: () => Result): Result | null {
  try {
    return call()
  } catch (error) {
    if (error instanceof ScimError) return null
    throw error
  }
}

function parse(operations: Json[], mode: Mode) {
  return attempt(
    () => parsePatch({ schemas: [PATCH_OP], Operations: operations }, RESOURCE_TYPES.User, mode).body.operations,
  )
}

const mode = fc.constantFrom(...MODES)

test('neither the attributes nor the operations are ever changed, and a refusal leaves everything as it was', () => {
  fc.assert(
    fc.property(user, fc.array(change, { minLength: 1, maxLength: 5 }), mode, (before, changes, how) => {
      // A write to a frozen object throws a TypeError, which attempt() lets through.
      const operations = parse(deepFreeze(changes), how)
      if (operations === null) return
      attempt(() => applyPatch(deepFreeze(before), deepFreeze(operations), RESOURCE_TYPES.User, how))
    }),
    { numRuns: 500 },
  )
})

test('what a PATCH leaves is what a POST of it would have stored: no null, no empty part, one primary', () => {
  fc.assert(
    fc.property(user, fc.array(change, { minLength: 1, maxLength: 5 }), mode, (before, changes, how) => {
      const operations = parse(changes, how)
      const result =
        operations === null ? null : attempt(() => applyPatch(before, operations, RESOURCE_TYPES.User, how))
      if (result === null) return
      expect(parseResource(result.attributes, RESOURCE_TYPES.User, 'lenient').body.attributes).toEqual(
        result.attributes,
      )
      expect(result.changed).toBe(JSON.stringify(sorted(result.attributes)) !== JSON.stringify(sorted(before)))
      if (!result.changed) expect(result.attributes).toBe(before)
    }),
    { numRuns: 500 },
  )
})

test('applying one operation again changes nothing', () => {
  fc.assert(
    fc.property(user, change, mode, (before, single, how) => {
      const operations = parse([single], how)
      const once = operations === null ? null : attempt(() => applyPatch(before, operations, RESOURCE_TYPES.User, how))
      if (once === null || operations === null || rewritesItsFilter(single)) return
      const twice = attempt(() => applyPatch(once.attributes, operations, RESOURCE_TYPES.User, how))
      // Strict refuses an add or replace whose filter selects nothing any more.
      if (twice !== null) expect(twice).toEqual({ attributes: once.attributes, changed: false })
    }),
    { numRuns: 500 },
  )
})

test('a sequence is the same as its operations one after the other', () => {
  fc.assert(
    fc.property(user, fc.array(change, { minLength: 2, maxLength: 4 }), mode, (before, changes, how) => {
      const whole = parse(changes, how)
      const together = whole === null ? null : attempt(() => applyPatch(before, whole, RESOURCE_TYPES.User, how))
      let current: JsonObject | null = before
      for (const single of changes) {
        const operations = parse([single], how)
        const from: JsonObject | null = current
        if (from === null || operations === null) current = null
        else current = attempt(() => applyPatch(from, operations, RESOURCE_TYPES.User, how))?.attributes ?? null
      }
      expect(together?.attributes ?? null).toEqual(current)
    }),
    { numRuns: 500 },
  )
})

/** Replacing an element by one that its own filter no longer selects creates or refuses the next time. */
function rewritesItsFilter(single: Json): boolean {
  return isJsonObject(single) && typeof single.path === 'string' && single.path.endsWith(']') && single.op !== 'remove'
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}
