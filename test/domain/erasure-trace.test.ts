/** By what history is known to be of a person who was erased, and what is left of a row that was of several people. */
import type { ErasureTraces } from '@syncline/core/domain/erasure.ts'
import { addressesIn, isTraced, scrubbedCommand, scrubbedResult } from '@syncline/core/domain/erasure-trace.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { describe, expect, test } from 'vitest'
import { A, B, C } from '../support/record-ids.ts'

const TRACES: ErasureTraces = {
  emails: ['ada@example.com', 'ada@old.example'],
  userNames: [[1, 'ada']],
  externalIds: [
    [1, 'X1'],
    [0, 'of any'],
  ],
}
const WHO = new Set([A, B])
const command = (given: JsonObject, reason: string | null = 'why'): JsonObject => ({
  kind: 'command',
  reason,
  arguments: given,
})

describe('a request that carries no id of theirs', () => {
  test.each<[string, number, JsonObject, boolean]>([
    ['its matching address', 2, { userName: 'x', emails: [{ value: 'ADA@example.com', primary: true }] }, true],
    [
      'another of its addresses',
      2,
      {
        userName: 'x',
        emails: [
          { value: 'x@x.example', primary: true },
          { value: 'ada@old.example', primary: false },
        ],
      },
      true,
    ],
    ['a userName that is an address', 2, { userName: 'Ada@Example.com' }, true],
    ['another address', 2, { userName: 'x', emails: [{ value: 'bob@example.com' }] }, false],
    ['the userName in its directory', 1, { userName: 'ADA' }, true],
    ['the userName in another directory', 2, { userName: 'ada' }, false],
    ['another userName', 1, { userName: 'bob' }, false],
    ['the externalId in its directory', 1, { userName: 'x', externalId: 'X1' }, true],
    ['the externalId in another case', 1, { userName: 'x', externalId: 'x1' }, false],
    ['the externalId in another directory', 2, { userName: 'x', externalId: 'X1' }, false],
    ['an externalId that a disconnected directory left', 2, { userName: 'x', externalId: 'of any' }, true],
    ['nothing', 1, {}, false],
  ])('%s', (_, directoryId, attributes, expected) => {
    expect(isTraced(TRACES, directoryId, attributes)).toBe(expected)
  })
})

describe('addresses of an image', () => {
  test('of an account, and of a user with all of its own', () => {
    expect(addressesIn({ email: 'Ada@Example.com', displayName: 'Ada' })).toEqual(['ada@example.com'])
    const emails = [
      { value: 'A@x.example', primary: false },
      { value: 'b@x.example', primary: true },
    ]
    expect(new Set(addressesIn({ emails }))).toEqual(new Set(['a@x.example', 'b@x.example']))
    expect(addressesIn({ userName: 'Ada@x.example' })).toEqual(['ada@x.example'])
  })

  test('of ids and kinds there are none', () => {
    expect(addressesIn({ user: A, hold: 'duplicate', email: null })).toEqual([])
  })
})

describe('a command', () => {
  test('about the person loses its reason and keeps its ids', () => {
    const stored = command({ accountId: A, active: false })
    expect(scrubbedCommand('switch-account', stored, WHO, TRACES)).toEqual({ ...stored, reason: null })
  })

  test.each([
    ['about somebody else', 'switch-account', command({ accountId: C, active: false })],
    ['without a reason', 'switch-account', command({ accountId: A, active: false }, null)],
    ['that erases the person', 'erase-person', command({ personId: A, records: 'erase' })],
    ['without arguments', 'reproject', { kind: 'command', reason: 'x' }],
    ['with no reason at all', 'switch-account', { kind: 'command', arguments: { accountId: A } }],
  ])('%s stays as it is', (_, name, stored) => {
    expect(scrubbedCommand(name, stored, WHO, TRACES)).toBeNull()
  })
})

describe('an import', () => {
  const rows: JsonObject = {
    accounts: [{ email: 'bob@example.com' }, { email: 'ADA@example.com', displayName: 'Ada' }],
    groups: [
      { name: 'One', members: ['bob@example.com', 'Ada@old.example'] },
      { name: 'Two', members: ['bob@example.com'] },
      { name: 'Three' },
    ],
    members: [
      { group: 'One', email: 'ada@example.com' },
      { group: 'One', email: 'bob@example.com' },
    ],
  }

  test('keeps the rows of others, and their places', () => {
    expect(scrubbedCommand('import', command(rows), WHO, TRACES)).toEqual(
      command({
        accounts: [{ email: 'bob@example.com' }, { erased: true }],
        groups: [
          { name: 'One', members: ['bob@example.com', null] },
          { name: 'Two', members: ['bob@example.com'] },
          { name: 'Three' },
        ],
        members: [{ erased: true }, { group: 'One', email: 'bob@example.com' }],
      }),
    )
  })

  test.each([
    ['a member of a group alone', { groups: [{ name: 'One', members: ['ada@example.com'] }] }, true],
    ['a row alone', { members: [{ group: 'One', email: 'ada@example.com' }] }, true],
    [
      'nobody of them',
      { accounts: [{ email: 'bob@example.com' }], groups: [{ name: 'One', members: ['b@x.example'] }] },
      false,
    ],
    ['nothing', {}, false],
    ['what is no list of rows', { accounts: 'ada@example.com', groups: ['ada@example.com', null, 1] }, false],
  ])('that has %s: %s', (_, given, isScrubbed) => {
    expect(scrubbedCommand('import', command(given), WHO, TRACES) !== null).toBe(isScrubbed)
  })

  test('once more there is nothing left to take', () => {
    const once = scrubbedCommand('import', command(rows), WHO, TRACES) ?? {}
    expect(scrubbedCommand('import', once, WHO, TRACES)).toBeNull()
  })
})

describe('a result', () => {
  const result = (name: string | null) => ({
    restored: true,
    members: 3,
    notRestored: [],
    off: [
      { account: A, name, reason: 'switched-off' },
      { account: C, name: 'Carl', reason: 'switched-off' },
    ],
    deep: { off: [{ account: B, name }] },
  })

  test('names the person no more, and everybody else as before', () => {
    expect(scrubbedResult(result('Ada'), WHO)).toEqual(result(null))
  })

  test.each([
    ['names nobody of them', { off: [{ account: C, name: 'Carl' }], account: A }],
    ['has lost the name before', result(null)],
    ['has ids alone', { userId: A, accountId: B, list: [A, null, 1] }],
  ])('that %s stays as it is', (_, stored) => {
    expect(scrubbedResult(stored, WHO)).toBeNull()
  })
})
