/** Unique names: who has one is known, or it is asked for; nothing is taken for free that nobody asked about. */
import { Lookup, scoped, unscoped } from '@syncline/core/domain/lookup.ts'
import { describe, expect, test } from 'vitest'

function lookup() {
  const missing = new Set<string>()
  return { missing, names: new Lookup(missing) }
}

describe('a name', () => {
  test('that nobody asked about is missing', () => {
    const { missing, names } = lookup()
    expect(names.find('ada')).toBeUndefined()
    expect([...missing]).toEqual(['ada'])
  })

  test('that was asked about and not found is free, and not missing', () => {
    const { missing, names } = lookup()
    names.asked('ada')
    expect(names.find('ada')).toBeUndefined()
    expect(missing.size).toBe(0)
  })

  test('that was found has its row, and keeps it when it is asked about again', () => {
    const { missing, names } = lookup()
    names.asked('ada')
    names.load('ada', 7)
    names.asked('ada')
    expect(names.find('ada')).toBe(7)
    expect(missing.size).toBe(0)
  })

  test('that was taken has its new row, and is free again once that row releases it', () => {
    const { missing, names } = lookup()
    names.take('ada', 8)
    expect(names.find('ada')).toBe(8)
    names.release('ada', 8)
    expect(names.find('ada')).toBeUndefined()
    expect(missing.size).toBe(0)
  })

  test('stays with who took it when the row that had it before releases it', () => {
    const { names } = lookup()
    names.load('ada', 7)
    names.take('ada', 8)
    names.release('ada', 7)
    expect(names.find('ada')).toBe(8)
  })
})

test.each([
  [3, 'ada', 'ada'],
  ['workforce', 'a b', 'a b'],
  ['1/2', '', ''],
  [0, 'with\u0000the separator', 'with\u0000the separator'],
])('the scope %s and the name %j come apart as they were put together', (scope, name, back) => {
  expect(unscoped(scoped(scope, name))).toEqual({ scope: String(scope), name: back })
})

test('one name in two scopes is two names', () => {
  expect(scoped(1, 'ada')).not.toBe(scoped(2, 'ada'))
  expect(scoped(1, '2ada')).not.toBe(scoped(12, 'ada'))
})
