import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { evaluateFilter } from '@syncline/core/scim/filter-evaluate.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { type FilterVector, MODES, refusal, vectors } from './fixtures.ts'

function found(vector: FilterVector, mode: (typeof MODES)[number]): string[] {
  const users = vector.endpoint === '/Users'
  const filter = checkFilter(parseFilter(vector.filter, mode), RESOURCE_TYPES[users ? 'User' : 'Group'], mode)
  const resources = users ? vectors.fixtures.users : vectors.fixtures.groups
  return resources.filter((resource) => evaluateFilter(filter, resource)).map((resource) => resource.id)
}

for (const vector of vectors.filters) {
  for (const mode of MODES) {
    const expected = mode === 'strict' && vector.strict !== 'same' ? vector.strict : vector.expect
    test(`${vector.id} (${mode}): ${vector.filter || '(empty)'}`, () => {
      if (typeof expected === 'string') expect(refusal(() => found(vector, mode))).toBe(expected)
      else expect(found(vector, mode)).toEqual(expected)
    })
  }
}
