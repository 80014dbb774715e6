/** What a plan has to know of the database. */
import { addMemberPairs, emptyNeed, isEmptyNeed, type Need } from '@syncline/core/domain/need.ts'
import { expect, test } from 'vitest'

test('nothing is needed at first', () => {
  expect(isEmptyNeed(emptyNeed())).toBe(true)
})

test.each(Object.keys(emptyNeed()) as (keyof Need)[])('%s alone is a need', (part) => {
  const need = emptyNeed()
  const into: Set<unknown> | Map<unknown, unknown> = need[part]
  if (into instanceof Map) into.set('a', new Set())
  else into.add('a')
  expect(isEmptyNeed(need)).toBe(false)
})

test('pairs of a group are collected, each once', () => {
  const need = emptyNeed()
  addMemberPairs(need, 'g', ['a', 'b'])
  addMemberPairs(need, 'g', ['b', 'c'])
  addMemberPairs(need, 'h', ['a'])
  expect(need.memberPairs).toEqual(
    new Map([
      ['g', new Set(['a', 'b', 'c'])],
      ['h', new Set(['a'])],
    ]),
  )
})
