/** What a change row says of two resources. */
import { difference } from '@syncline/core/domain/difference.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { expect, test } from 'vitest'

test.each<[string, JsonObject, JsonObject, JsonObject, JsonObject]>([
  ['what stays is left out', { a: 1, b: 'x' }, { a: 1, b: 'y' }, { b: 'x' }, { b: 'y' }],
  ['what comes has no before', {}, { a: 1 }, {}, { a: 1 }],
  ['what goes has no after', { a: 1 }, {}, { a: 1 }, {}],
  ['what is the same in another object is the same', { a: { b: [1] } }, { a: { b: [1] } }, {}, {}],
  [
    'what differs inside is there as a whole',
    { a: { b: 1, c: 2 } },
    { a: { b: 1 } },
    { a: { b: 1, c: 2 } },
    { a: { b: 1 } },
  ],
  ['null and false are values', { a: null, b: false }, { a: false }, { a: null, b: false }, { a: false }],
])('%s', (_, before, after, left, right) => {
  expect(difference(before, after)).toStrictEqual({ before: left, after: right })
})
