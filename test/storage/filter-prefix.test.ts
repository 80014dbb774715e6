/** `sw` is a range, whose end is the first text behind every text with the prefix. */

import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { parseFilter } from '@syncline/core/scim/filter-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { translateFilter } from '@syncline/core/storage/read/filter-to-sql.ts'
import { SqlValues } from '@syncline/core/storage/read/sql-values.ts'
import { expect, test } from 'vitest'

function bound(filter: string) {
  const values = new SqlValues([1, 2])
  const checked = checkFilter(parseFilter(filter, 'strict'), RESOURCE_TYPES.User, 'strict')
  return values.statement(translateFilter(checked, RESOURCE_TYPES.User, 'http://sp.test').condition(values)).values
}

test.each([
  ['ab', ['ab', 'ac']],
  ['a\uD7FF', ['a\uD7FF', 'a\uE000']],
  ['a\uFFFF', ['a\uFFFF', 'a\u{10000}']],
  ['a\u{1F600}', ['a\u{1F600}', 'a\u{1F601}']],
  ['a\u{10FFFF}', ['a\u{10FFFF}', 'b']],
  ['\u{10FFFF}', ['\u{10FFFF}']],
  ['', ['']],
])('externalId sw %j', (prefix, expected) => {
  // externalId is case-exact: nothing is folded. An empty prefix is not asked of the key column.
  const values = bound(`externalId sw ${JSON.stringify(prefix)}`)
  expect(values.filter((value) => value !== 'externalId')).toEqual(expected)
})

test('a key column that is null for what folds to nothing is not asked where nothing would match', () => {
  expect(bound('displayName eq "x"')).toEqual(['x'])
  for (const filter of ['displayName eq ""', 'displayName le "x"', 'displayName lt "x"', 'externalId ge ""']) {
    expect(bound(filter)).toHaveLength(2)
  }
  expect(bound('userName le "x"')).toEqual(['x'])
})
