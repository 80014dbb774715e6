import { etag, etagMatches } from '@syncline/core/scim/etag.ts'
import { expect, test } from 'vitest'

test('a version is a weak tag', () => {
  expect(etag(7)).toBe('W/"7"')
})

test('tags compare weakly, in lists, and * names every version', () => {
  for (const header of ['W/"7"', '"7"', ' W/"6" , "7"', '*', ' * ', 'w/"7"']) expect(etagMatches(header, 7)).toBe(true)
})

test('other versions and malformed headers match nothing', () => {
  for (const header of ['W/"8"', '"77"', '7', '', '""', 'W/"a,7"', '"7']) expect(etagMatches(header, 7)).toBe(false)
})
