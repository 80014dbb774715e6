import { parseIndexPage } from '@syncline/core/scim/index-page.ts'
import { expect, test } from 'vitest'
import { refusal } from './fixtures.ts'

test('M36–M39: startIndex begins at 1, count is never negative and never above the maximum', () => {
  expect(parseIndexPage()).toEqual({ startIndex: 1, count: 100 })
  expect(parseIndexPage('0', '2')).toEqual({ startIndex: 1, count: 2 })
  expect(parseIndexPage('-3', '-5')).toEqual({ startIndex: 1, count: 0 })
  expect(parseIndexPage('10', '0')).toEqual({ startIndex: 10, count: 0 })
  expect(parseIndexPage(6, 100_000)).toEqual({ startIndex: 6, count: 200 })
})

test('what is no whole number is refused', () => {
  for (const wrong of ['x', '1.5', '1e3', '99999999999999999999']) {
    expect(refusal(() => parseIndexPage(wrong))).toBe('invalidValue')
    expect(refusal(() => parseIndexPage('1', wrong))).toBe('invalidValue')
  }
})
