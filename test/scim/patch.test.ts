import type { Mode } from '@syncline/core/domain/operation.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { applyPatch } from '@syncline/core/scim/patch-apply.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, PATCH, USER } from '../support/urns.ts'
import { deepFreeze, MODES, refusal } from './fixtures.ts'

const parse = (operations: Json[], mode: Mode = 'lenient') =>
  parsePatch({ schemas: [PATCH], Operations: operations }, RESOURCE_TYPES.User, mode)
const patch = (user: JsonObject, operations: Json[], mode: Mode = 'lenient') =>
  applyPatch(deepFreeze(user), parse(operations, mode).body.operations, RESOURCE_TYPES.User, mode).attributes
const work = { type: 'work', value: 'w@x.org' }
const home = { type: 'home', value: 'h@x.org' }

test('L2: dotted and URN keys in an object are paths', () => {
  const value = {
    'name.givenName': 'G',
    [`${USER}:name.familyName`]: 'F',
    [`${ENTERPRISE.toUpperCase()}:employeeNumber`]: '7',
    [`${ENTERPRISE}:manager`]: { value: 'm' },
    'emails[type eq "work"].value': 'w@x.org',
    department: 'D',
  }
  expect(patch({ userName: 'a' }, [{ op: 'replace', value }])).toEqual({
    userName: 'a',
    name: { givenName: 'G', familyName: 'F' },
    emails: [work],
    [ENTERPRISE]: { employeeNumber: '7', manager: { value: 'm' }, department: 'D' },
  })
})

test('L5: a value of a type that is not there is created in lenient mode', () => {
  for (const op of ['Add', 'Replace']) {
    expect(patch({ userName: 'a' }, [{ op, path: 'phoneNumbers[type eq "mobile"].value', value: '1' }])).toMatchObject({
      phoneNumbers: [{ type: 'mobile', value: '1' }],
    })
    expect(
      patch({ emails: [home] }, [{ op, path: 'emails[type eq "work" and primary eq "True"]', value: { value: 'w' } }]),
    ).toEqual({
      emails: [home, { type: 'work', primary: true, value: 'w' }],
    })
    const strict = () =>
      patch({ userName: 'a' }, [{ op, path: 'phoneNumbers[type eq "mobile"].value', value: '1' }], 'strict')
    expect(refusal(strict)).toBe('noTarget')
  }
  for (const filter of [
    'type ne "work"',
    'type eq "work" or type eq "home"',
    'type eq "a" and type eq "b"',
    'not (type eq "a")',
  ]) {
    expect(refusal(() => patch({}, [{ op: 'add', path: `emails[${filter}].value`, value: 'x' }]))).toBe('noTarget')
  }
})

test('emptying a value that is not there changes nothing in lenient mode', () => {
  const user = deepFreeze({ emails: [home] })
  const operations = parse([{ op: 'Replace', path: 'emails[type eq "work"].value', value: '' }]).body.operations
  expect(applyPatch(user, operations, RESOURCE_TYPES.User, 'lenient')).toEqual({ attributes: user, changed: false })
})

test('L6: the manager as a bare id, as an array of one, and emptied', () => {
  const manager = (operation: JsonObject) =>
    patch({ [ENTERPRISE]: { manager: { value: 'old' } } }, [operation])[ENTERPRISE]
  const element = { $ref: 'https://sp.example/Users/m', value: 'm' }
  expect(manager({ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm' })).toEqual({ manager: { value: 'm' } })
  expect(manager({ op: 'Add', path: 'manager', value: [element] })).toEqual({ manager: { value: 'm' } })
  expect(manager({ op: 'Replace', path: `${ENTERPRISE}:manager.value`, value: 'm' })).toEqual({
    manager: { value: 'm' },
  })
  for (const value of ['', null, []]) expect(manager({ op: 'Replace', path: 'manager', value })).toBeUndefined()
  expect(manager({ op: 'Remove', path: 'manager.value' })).toBeUndefined()
})

test('L10: an object with id, schemas, meta and groups sets the rest', () => {
  const value = { schemas: [USER], id: 'x', meta: { a: 1 }, groups: [], externalId: 'e', displayName: 'd' }
  expect(patch({ userName: 'a' }, [{ op: 'replace', value }])).toEqual({
    userName: 'a',
    externalId: 'e',
    displayName: 'd',
  })
})

test('L13: sub-attribute names are case-insensitive everywhere', () => {
  expect(patch({ emails: [work] }, [{ op: 'Replace', path: 'EMAILS[Type EQ "WORK"].Value', value: 'n' }])).toEqual({
    emails: [{ type: 'work', value: 'n' }],
  })
})

test.each(MODES)('L14: replacing a complex attribute merges, null unassigns a part (%s)', (mode) => {
  const name = { givenName: 'G', familyName: 'F' }
  expect(patch({ name }, [{ op: 'replace', path: 'name', value: { givenName: 'X', familyName: null } }], mode)).toEqual(
    {
      name: { givenName: 'X' },
    },
  )
  expect(
    patch({ name }, [{ op: 'replace', path: 'name', value: { givenName: null, familyName: null } }], mode),
  ).toEqual({})
  expect(patch({ name }, [{ op: 'remove', path: 'name' }], mode)).toEqual({})
  expect(patch({ name: { givenName: 'G' } }, [{ op: 'remove', path: 'name.givenName' }], mode)).toEqual({})
})

test.each(MODES)('an element that is already there is merged, not added twice (%s)', (mode) => {
  const value = [{ type: 'WORK', value: 'W@X.org', display: 'W' }, home]
  expect(patch({ emails: [work] }, [{ op: 'add', path: 'emails', value }], mode)).toEqual({
    emails: [{ type: 'WORK', value: 'W@X.org', display: 'W' }, home],
  })
  const address = { type: 'work', locality: 'A' }
  expect(
    patch(
      { addresses: [address] },
      [{ op: 'add', path: 'addresses', value: [address, { ...address, locality: 'B' }] }],
      mode,
    ),
  ).toEqual({
    addresses: [address, { type: 'work', locality: 'B' }],
  })
})

test.each(MODES)('the same value with another type is another element (%s)', (mode) => {
  const added = { type: 'other', value: work.value }
  expect(patch({ emails: [work] }, [{ op: 'add', path: 'emails', value: [added] }], mode)).toEqual({
    emails: [work, added],
  })
})

test.each(MODES)('adding nothing to a list changes nothing; replacing it with nothing clears it (%s)', (mode) => {
  for (const value of [[], null]) {
    expect(patch({ emails: [work] }, [{ op: 'add', path: 'emails', value }], mode)).toEqual({ emails: [work] })
    expect(patch({ emails: [work] }, [{ op: 'replace', path: 'emails', value }], mode)).toEqual({})
    expect(patch({ emails: [work] }, [{ op: 'add', path: 'emails[type eq "work"]', value }], mode)).toEqual({
      emails: [work],
    })
    expect(patch({ emails: [work, home] }, [{ op: 'replace', path: 'emails[type eq "work"]', value }], mode)).toEqual({
      emails: [home],
    })
  }
})

test.each(MODES)('a sub-attribute without a filter is set on every element (%s)', (mode) => {
  expect(patch({ emails: [work, home] }, [{ op: 'replace', path: 'emails.display', value: 'd' }], mode)).toEqual({
    emails: [
      { ...work, display: 'd' },
      { ...home, display: 'd' },
    ],
  })
  expect(patch({ emails: [work, { type: 'x' }] }, [{ op: 'remove', path: 'emails.type' }], mode)).toEqual({
    emails: [{ value: 'w@x.org' }],
  })
  expect(patch({ userName: 'a' }, [{ op: 'remove', path: 'emails.type' }], mode)).toEqual({ userName: 'a' })
  expect(refusal(() => patch({}, [{ op: 'add', path: 'emails.type', value: 'x' }], mode))).toBe('noTarget')
})

test.each(MODES)('primary moves to where it is set, and only there (%s)', (mode) => {
  const user = { emails: [{ ...work, primary: true }, home] }
  const moved = {
    emails: [
      { ...work, primary: false },
      { ...home, primary: true },
    ],
  }
  expect(patch(user, [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }], mode)).toEqual(moved)
  expect(patch(user, [{ op: 'add', path: 'emails[type eq "home"]', value: { primary: true } }], mode)).toEqual(moved)
  expect(patch(user, [{ op: 'add', path: 'emails', value: [work, { ...home, primary: true }] }], mode)).toEqual(moved)
  expect(refusal(() => patch(user, [{ op: 'replace', path: 'emails.primary', value: true }], mode))).toBe(
    'invalidValue',
  )
  expect(patch(user, [{ op: 'replace', path: 'emails.display', value: 'd' }], mode).emails).toHaveLength(2)
})

test('remove with values removes those in lenient mode, is refused in strict, and never wipes', () => {
  const user = { emails: [work, home, { value: 'w@x.org', type: 'other' }] }
  const remove = (value: Json, mode: Mode = 'lenient') =>
    patch(user, [{ op: 'Remove', path: 'emails', value }], mode).emails
  expect(remove([{ value: 'W@x.org', type: 'work' }])).toEqual([home, { value: 'w@x.org', type: 'other' }])
  expect(remove([{ value: 'w@x.org' }])).toEqual([home])
  expect(remove('h@x.org')).toHaveLength(2)
  expect(remove([])).toEqual(user.emails)
  expect(remove(null)).toBeUndefined()
  for (const value of [[], [work], 'x']) expect(refusal(() => remove(value, 'strict'))).toBe('invalidSyntax')
})

test.each(MODES)('a whole extension is merged and removed under its URN (%s)', (mode) => {
  const user = { userName: 'a', [ENTERPRISE]: { division: 'D', department: 'E' } }
  expect(patch(user, [{ op: 'add', path: ENTERPRISE, value: { division: 'X' } }], mode)[ENTERPRISE]).toEqual({
    division: 'X',
    department: 'E',
  })
  expect(patch(user, [{ op: 'replace', path: USER, value: { title: 'T' } }], mode).title).toBe('T')
  expect(patch(user, [{ op: 'replace', value: { [ENTERPRISE]: null } }], mode)).toEqual({ userName: 'a' })
  const each = ['division', 'department'].map((name) => ({ op: 'remove', path: `${ENTERPRISE}:${name}` }))
  expect(patch(user, each, mode)).toEqual({ userName: 'a' })
  expect(refusal(() => parse([{ op: 'remove', path: USER }], mode))).toBe('noTarget')
})

test('what only the net result leaves unchanged is no change, and the same object comes back', () => {
  const user = deepFreeze({ userName: 'a', title: 'T', active: false })
  for (const operations of [
    [],
    [
      { op: 'add', path: 'title', value: 'X' },
      { op: 'replace', path: 'title', value: 'T' },
    ],
    [
      { op: 'remove', path: 'title' },
      { op: 'add', value: { title: 'T', active: 'False' } },
    ],
  ] as Json[][]) {
    const { body } = operations.length === 0 ? { body: { operations: [] } } : parse(operations)
    const result = applyPatch(user, body.operations, RESOURCE_TYPES.User, 'lenient')
    expect(result.changed).toBe(false)
    expect(result.attributes).toBe(user)
  }
  expect(
    applyPatch(
      { userName: 'a' },
      parse([{ op: 'replace', path: 'active', value: true }]).body.operations,
      RESOURCE_TYPES.User,
      'lenient',
    ).changed,
  ).toBe(false)
})

test('untouched parts are shared with the input', () => {
  const user = deepFreeze({ userName: 'a', name: { givenName: 'G' }, emails: [work, home] })
  const next = patch(user, [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'n' }])
  expect(next.name).toBe(user.name)
  expect(next.emails).toMatchObject([work, { value: 'n' }])
  expect((next.emails as Json[])[0]).toBe(user.emails[0])
  const same = { name: { givenName: 'G' }, emails: [work, home], title: 'T' }
  const titled = patch(user, [{ op: 'replace', value: same }])
  expect(titled.name).toBe(user.name)
  expect(titled.emails).toBe(user.emails)
})
