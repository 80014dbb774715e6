/** Unique attributes of extension schemas: one resource of a kind and directory has a value at a time (RFC 7643 §2.2). */

import { unscoped } from '@syncline/core/domain/lookup.ts'
import { valueName, valueScope } from '@syncline/core/domain/unique-values.ts'
import { indexedValues } from '@syncline/core/scim/indexed-value.ts'
import { describe, expect, test } from 'vitest'
import { DOOR, DOOR_SCHEMAS } from '../support/door-schema.ts'
import type { Request } from '../support/lane.ts'
import { CUTS, MemorySite } from '../support/memory-site.ts'
import { directoryPolicy } from '../support/policies.ts'
import { A, B, C, G, H, I } from '../support/record-ids.ts'
import {
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  patchGroup,
  putGroup,
  putUser,
  replaceUser,
} from '../support/requests.ts'

const user = (id: string, door: Record<string, string>, more = {}) =>
  createUser(id, { userName: `name ${id}`, ...more, [DOOR]: door })
const group = (id: string, number: string): Request => ({
  ...createGroup(id, ''),
  body: { kind: 'resource', attributes: { displayName: `name ${id}`, [DOOR]: { number } } },
})
const setNumber = (id: string, number: string) => replaceUser(id, `${DOOR}:number`, number)
const renumberGroup = (id: string, number: string) =>
  patchGroup(id, [], [{ op: 'replace', path: `${DOOR}:number`, value: number }])
const renameUser = (id: string) => replaceUser(id, 'userName', `other ${id}`)

const taken = (type: 'user' | 'group', attribute = 'number') => ({
  status: 409,
  scimType: 'uniqueness',
  detail: `${DOOR}:${attribute} is already used by another ${type} of this directory.`,
})
const [ok, done, gone] = [{ status: 201 }, { status: 200 }, { status: 204 }]

describe.each(CUTS)('a unique value, $cut', ({ batchSize }) => {
  test.each<[string, Request[], object[]]>([
    ['has one user', [user(A, { number: '1' }), user(B, { number: '1' })], [ok, taken('user')]],
    ['is compared as its attribute says', [user(A, { number: 'x' }), user(B, { number: 'X ' })], [ok, taken('user')]],
    ['is of its attribute', [user(A, { number: '1' }), user(B, { spare: '1' })], [ok, ok]],
    [
      'is told by the attribute',
      [user(A, { spare: '1' }), user(B, { number: '2', spare: '1' })],
      [ok, taken('user', 'spare')],
    ],
    ['is of no attribute that is only indexed', [user(A, { floor: '1' }), user(B, { floor: '1' })], [ok, ok]],
    [
      'is not taken by PATCH',
      [user(A, { number: '1' }), user(B, { number: '2' }), setNumber(B, '1')],
      [ok, ok, taken('user')],
    ],
    ['may be sent again by who has it', [user(A, { number: '1' }), setNumber(A, '1'), renameUser(A)], [ok, done, done]],
    [
      'is free once its user has another',
      [user(A, { number: '1' }), setNumber(A, '2'), user(B, { number: '1' })],
      [ok, done, ok],
    ],
    [
      'is not free before',
      [user(A, { number: '1' }), setNumber(A, '2'), user(B, { number: '2' })],
      [ok, done, taken('user')],
    ],
    [
      'stays through another change',
      [user(A, { number: '1' }), renameUser(A), user(B, { number: '1' })],
      [ok, done, taken('user')],
    ],
    [
      'is free once its user has none',
      [user(A, { number: '1' }), putUser(A, { userName: 'a' }), user(B, { number: '1' })],
      [ok, done, ok],
    ],
    [
      'is free once its user is gone',
      [user(A, { number: '1' }), deleteUser(A), user(B, { number: '1' })],
      [ok, gone, ok],
    ],
    [
      'of groups has one group',
      [
        group(G, '1'),
        group(H, '1'),
        group(I, '2'),
        renumberGroup(I, '1'),
        renumberGroup(G, '3'),
        renumberGroup(I, '1'),
      ],
      [ok, taken('group'), ok, taken('group'), done, done],
    ],
    [
      'of groups stays through another change, and is free once its group has none or is gone',
      [
        group(G, '1'),
        putGroup(G, { displayName: 'x', [DOOR]: { number: '1' } }),
        group(H, '1'),
        deleteGroup(G),
        group(H, '1'),
      ],
      [ok, done, taken('group'), gone, ok],
    ],
  ])('%s', (_, history, outcomes) => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ schemas: DOOR_SCHEMAS })] })
    expect(it.apply(...history).outcomes).toMatchObject(outcomes)
  })

  test('is of its directory: another one has it too', () => {
    const schemas = DOOR_SCHEMAS
    const directories = [directoryPolicy({ schemas }), directoryPolicy({ id: 2, schemas })]
    const it = new MemorySite({ batchSize, directories })
    const { outcomes } = it.apply(user(A, { number: '1' }), { ...user(B, { number: '1' }), directoryId: 2 })
    expect(outcomes).toMatchObject([ok, ok])
  })

  test('that is refused has changed nothing: neither name nor other values are taken', () => {
    const it = new MemorySite({ batchSize, directories: [directoryPolicy({ schemas: DOOR_SCHEMAS })] })
    const { outcomes } = it.apply(
      user(A, { number: '1' }),
      user(B, { number: '1', spare: '5' }),
      user(C, { spare: '5' }, { userName: `name ${B}` }),
    )
    expect(outcomes).toMatchObject([ok, taken('user'), ok])
  })
})

test('what is common needs one load only', () => {
  const it = new MemorySite({ batchSize: 1, directories: [directoryPolicy({ schemas: DOOR_SCHEMAS })] })
  expect(it.apply(user(A, { number: '1' }), group(G, '1')).rounds).toEqual([1, 1])
})

test('the name of a value tells directory, index and compared text', () => {
  const [value] = indexedValues({ [DOOR]: { number: 'X 1' } }, DOOR_SCHEMAS.User)
  if (value === undefined) throw new Error('there is no value')
  const { scope, name } = unscoped(valueName(12, value))
  expect([valueScope(scope), name]).toEqual([{ directoryId: 12, indexId: 1 }, 'x 1'])
})
