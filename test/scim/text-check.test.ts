import type { Json } from '@syncline/core/scim/json.ts'
import { assertStorable } from '@syncline/core/scim/text-check.ts'
import { expect, test } from 'vitest'
import { refusal, refused } from './fixtures.ts'

test('NUL and unpaired surrogates are refused anywhere, names of members included', () => {
  for (const value of ['a\0', '\ud800', 'x\udc00', ['ok', { a: { b: '\ud83d' } }], { 'a\0': 1 }]) {
    expect(refusal(() => assertStorable(value))).toBe('invalidValue')
  }
})

test('everything else passes, whole surrogate pairs too', () => {
  assertStorable({ a: ['😀', 1, true, null, { b: '' }] })
})

test('any depth is looked at without running out of stack', () => {
  let value: Json = 'bottom\0'
  for (let depth = 0; depth < 100_000; depth++) value = [value]
  expect(refusal(() => assertStorable(value))).toBe('invalidValue')
})

test('the error does not repeat the text', () => {
  expect(refused(() => assertStorable('secret\0')).message).not.toContain('secret')
})
