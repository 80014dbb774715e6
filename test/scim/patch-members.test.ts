import type { Mode } from '@syncline/core/domain/operation.ts'
import type { Json } from '@syncline/core/scim/json.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GROUP, PATCH } from '../support/urns.ts'
import { MODES, refusal, refused } from './fixtures.ts'

const parse = (operations: Json[], mode: Mode = 'lenient') =>
  parsePatch({ schemas: [PATCH], Operations: operations }, RESOURCE_TYPES.Group, mode).body
const steps = (operation: Json, mode: Mode = 'lenient') => parse([operation], mode).memberSteps

test('M29, L11: a thousand operations of one member each are one step', () => {
  const operations = Array.from({ length: 1000 }, (_, index) => ({
    op: 'add',
    path: 'members',
    value: [{ value: `u-${index}` }],
  }))
  const { memberSteps } = parse(operations, 'strict')
  expect(memberSteps).toHaveLength(1)
  expect(memberSteps[0]?.ids).toHaveLength(1000)
})

test.each(MODES)('steps keep their order; equal ids count once (%s)', (mode) => {
  const { operations, memberSteps } = parse(
    [
      { op: 'remove', path: 'members[value eq "a"]' },
      { op: 'Remove', path: 'MEMBERS[Value EQ "b"]' },
      { op: 'add', path: 'members', value: [{ value: 'a' }, { value: 'c' }] },
      { op: 'replace', path: 'displayName', value: 'G' },
      { op: 'add', path: `${GROUP}:members`, value: [{ value: 'c' }] },
      { op: 'remove', path: 'members' },
      { op: 'replace', path: 'members', value: [{ value: 'd' }] },
      { op: 'add', path: 'members', value: [] },
    ],
    mode,
  )
  expect(operations).toEqual([{ op: 'replace', path: 'displayName', value: 'G' }])
  expect(memberSteps).toEqual([
    { kind: 'remove', ids: ['a', 'b'] },
    { kind: 'add', ids: ['a', 'c'] },
    { kind: 'replace', ids: ['d'] },
  ])
})

test('members in an object without a path', () => {
  const value = { id: 'g', displayName: 'G', members: [{ value: 'a' }] }
  expect(parse([{ op: 'add', value }])).toMatchObject({ memberSteps: [{ kind: 'add', ids: ['a'] }] })
  expect(parse([{ op: 'replace', value }])).toMatchObject({
    operations: [{ op: 'replace', path: 'displayName', value: 'G' }],
    memberSteps: [{ kind: 'replace', ids: ['a'] }],
  })
  for (const members of [[], null])
    expect(steps({ op: 'replace', value: { members } })).toEqual([{ kind: 'replace', ids: [] }])
})

test.each(MODES)('a filter may name several ids, joined by or; brackets of other kinds are refused (%s)', (mode) => {
  const remove = (filter: string) => steps({ op: 'remove', path: `members[${filter}]` }, mode)
  expect(remove('value eq "a" or (value eq "b" or value eq "a")')).toEqual([{ kind: 'remove', ids: ['a', 'b'] }])
  expect(remove('value eq"a"')).toEqual([{ kind: 'remove', ids: ['a'] }])
  for (const filter of [
    'type eq "User"',
    'value sw "a"',
    'value eq "a" and type eq "User"',
    'not (value eq "a")',
    'value pr',
    'value eq null',
  ]) {
    expect(
      refusal(() => remove(filter)),
      filter,
    ).toBe('invalidFilter')
  }
  expect(refused(() => remove('display eq "MARKER"')).message).toMatch(/^members: only members\[value eq "id"\]/)
})

test('L3, L4, L15: values of members in the shapes that clients send', () => {
  for (const value of [
    [{ value: 'a', $ref: null, display: 'A' }],
    [{ Value: 'a' }],
    ['a'],
    'a',
    { value: 'a' },
  ] as Json[]) {
    expect(steps({ op: 'Add', path: 'members', value })).toEqual([{ kind: 'add', ids: ['a'] }])
    expect(steps({ op: 'Remove', path: 'members', value })).toEqual([{ kind: 'remove', ids: ['a'] }])
    expect(steps({ op: 'Replace', path: 'members', value })).toEqual([{ kind: 'replace', ids: ['a'] }])
  }
  for (const value of ['a', { value: 'a' }, ['a'], [{ value: 'a', nosuch: 1 }]] as Json[]) {
    expect(['invalidValue', 'invalidSyntax']).toContain(
      refusal(() => steps({ op: 'add', path: 'members', value }, 'strict')),
    )
  }
})

test('remove without a value empties the group; with one it never does', () => {
  for (const mode of MODES)
    expect(steps({ op: 'remove', path: 'members' }, mode)).toEqual([{ kind: 'replace', ids: [] }])
  expect(steps({ op: 'remove', path: 'members', value: [] })).toEqual([])
  for (const value of [[], [{ value: 'a' }]]) {
    expect(refusal(() => steps({ op: 'remove', path: 'members', value }, 'strict'))).toBe('invalidSyntax')
  }
})

test.each(MODES)('a member cannot be changed in place, nor be without an id (%s)', (mode) => {
  for (const operation of [
    { op: 'replace', path: 'members.value', value: 'x' },
    { op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } },
    { op: 'add', path: 'members[value eq "a"].display', value: 'x' },
    { op: 'remove', path: 'members.display' },
    { op: 'remove', path: 'members[value eq "a"].type' },
  ] as Json[]) {
    expect(refusal(() => steps(operation, mode))).toBe('mutability')
  }
  for (const value of [[{ display: 'x' }], [{ value: '' }], [{ value: 5 }]]) {
    expect(refusal(() => steps({ op: 'add', path: 'members', value }, mode))).toBe('invalidValue')
  }
  expect(refusal(() => steps({ op: 'add', path: 'members' }, mode))).toBe('invalidValue')
  expect(refusal(() => steps({ op: 'remove', path: 'displayName' }, mode))).toBe('mutability')
})

/** Whatever somebody may put into the list of those who are to go. */
const listed: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>('a', 'b', '', 'u-1', null, 0, true),
  fc.record({ value: fc.constantFrom<Json>('a', 'b', '', null, 1) }),
  fc.record({ Value: fc.constantFrom('a', 'b'), $ref: fc.constantFrom<Json>(null, 'x'), display: fc.string() }),
  fc.constantFrom<Json>({}, [], [{ value: 'a' }], { members: [{ value: 'a' }] }),
)
const whatGoes: fc.Arbitrary<Json> = fc
  .oneof(fc.array(listed, { maxLength: 4 }), listed)
  .filter((each) => each !== null)

test('T8: a removal with a value never empties a group: lenient names who goes, strict refuses', () => {
  const verb = fc.constantFrom('remove', 'Remove', 'REMOVE')
  const path = fc.constantFrom('members', 'Members', `${GROUP}:members`)
  fc.assert(
    fc.property(verb, path, whatGoes, (op, to, value) => {
      expect(['invalidSyntax', 'invalidValue']).toContain(refusal(() => steps({ op, path: to, value }, 'strict')))
      let removed: ReturnType<typeof steps> = []
      try {
        removed = steps({ op, path: to, value })
      } catch (error) {
        expect(error).toMatchObject({ status: 400 })
      }
      const named = JSON.stringify(value)
      expect(removed.every(({ kind, ids }) => kind === 'remove' && ids.every((id) => named.includes(id)))).toBe(true)
    }),
  )
})
