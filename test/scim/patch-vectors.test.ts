import type { JsonObject } from '@syncline/core/scim/json.ts'
import { managerIdOf } from '@syncline/core/scim/manager.ts'
import { applyPatch } from '@syncline/core/scim/patch-apply.ts'
import type { MemberStep } from '@syncline/core/scim/patch-operation.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { groupResource, userResource } from '@syncline/core/scim/representation.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { PATCH } from '../support/urns.ts'
import { at, deepFreeze, MODES, type PatchVector, refusal, storedGroup, storedUser, vectors } from './fixtures.ts'

type Mode = (typeof MODES)[number]
type Result = { resource: JsonObject; changed: boolean }

const STORED = { version: 1, createdAt: new Date(0), lastModified: new Date(0) }

function patchUser(vector: PatchVector, mode: Mode): Result {
  const before = deepFreeze(storedUser(vector.target))
  const { body } = parsePatch({ schemas: [PATCH], Operations: vector.Operations }, RESOURCE_TYPES.User, mode)
  expect(body.memberSteps).toEqual([])
  const { attributes, changed } = applyPatch(before, body.operations, RESOURCE_TYPES.User, mode)
  expect(attributes === before).toBe(!changed)
  const managerId = managerIdOf(attributes)
  const manager = managerId === null ? null : { id: managerId, display: null }
  return {
    resource: userResource(
      { ...STORED, id: vector.target, attributes, manager },
      RESOURCE_TYPES.User,
      'https://sp.example/scim/v2',
    ),
    changed,
  }
}

function patchGroup(vector: PatchVector, mode: Mode): Result {
  const before = deepFreeze(storedGroup(vector.target))
  const { body } = parsePatch({ schemas: [PATCH], Operations: vector.Operations }, RESOURCE_TYPES.Group, mode)
  const { attributes, changed } = applyPatch(before.attributes, body.operations, RESOURCE_TYPES.Group, mode)
  const ids = applySteps(before.members, body.memberSteps)
  const members = ids.map((id) => ({ id, display: null, type: 'User' as const }))
  const input = { ...STORED, id: vector.target, attributes, members }
  const same = ids.join() === before.members.join()
  return {
    resource: groupResource(input, RESOURCE_TYPES.Group, 'https://sp.example/scim/v2'),
    changed: changed || !same,
  }
}

/** What the plan does to the rows, in small. */
function applySteps(members: readonly string[], steps: readonly MemberStep[]): string[] {
  const set = new Set(members)
  for (const { kind, ids } of steps) {
    if (kind === 'replace') set.clear()
    for (const id of ids) {
      if (kind === 'remove') set.delete(id)
      else set.add(id)
    }
  }
  return [...set]
}

for (const vector of vectors.patches) {
  for (const mode of MODES) {
    const expected = mode === 'strict' && vector.strict !== 'same' ? vector.strict : vector.expect
    const patch = () => (vector.target.startsWith('g') ? patchGroup(vector, mode) : patchUser(vector, mode))
    test(`${vector.id} (${mode}): ${JSON.stringify(vector.Operations)}`, () => {
      if (expected === 'nochange') expect(patch().changed).toBe(false)
      else if (typeof expected === 'string') expect(refusal(patch)).toBe(expected)
      else {
        const { resource, changed } = patch()
        expect(changed).toBe(true)
        for (const [pointer, value] of Object.entries(expected)) {
          const actual = at(resource, pointer)
          // A group without members shows the empty list.
          expect(Array.isArray(actual) && actual.length === 0 ? null : actual).toEqual(value)
        }
      }
    })
  }
}
