/** Ids are case-exact and of one form (RFC 7643 §3.1); any other text names nothing. */
import { isUuid } from '@syncline/core/domain/uuid-text.ts'
import { expect, test } from 'vitest'

const ID = '0190abcd-0123-7000-8fff-00000000000a'

test('an id is one', () => {
  expect(isUuid(ID)).toBe(true)
})

test.each([
  ['nothing', ''],
  ['upper case', ID.toUpperCase()],
  ['no hyphens', ID.replaceAll('-', '')],
  ['something before', `x${ID}`],
  ['something behind', `${ID}0`],
  ['a line end behind', `${ID}\n`],
  ['too short', ID.slice(0, -1)],
  ['no hexadecimal digit', `${ID.slice(0, -1)}g`],
])('%s is none', (_, text) => {
  expect(isUuid(text)).toBe(false)
})
