import { replaceAttributes } from '@syncline/core/scim/replace.ts'
import { userResource } from '@syncline/core/scim/representation.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE } from '../support/urns.ts'
import { deepFreeze, MODES, storedUser } from './fixtures.ts'

test('PUT replaces what is sent and clears what is not', () => {
  const current = deepFreeze({ userName: 'a', title: 'T', active: true, [ENTERPRISE]: { department: 'D' } })
  expect(replaceAttributes(current, { userName: 'b', active: false }, RESOURCE_TYPES.User)).toEqual({
    userName: 'b',
    active: false,
  })
})

test('PUT without `active` keeps it: nobody is switched on or off by omission', () => {
  expect(replaceAttributes({ userName: 'a', active: false }, { userName: 'b' }, RESOURCE_TYPES.User)).toEqual({
    userName: 'b',
    active: false,
  })
  expect(replaceAttributes({ userName: 'a' }, { userName: 'b' }, RESOURCE_TYPES.User)).toEqual({ userName: 'b' })
})

test.each(MODES)('M24: PUT of the document that GET gave changes nothing and returns the same object (%s)', (mode) => {
  const others = [
    [storedUser('u-1'), 'u-2'],
    [{ userName: 'a', [ENTERPRISE]: { manager: { value: 'u-9' } } }, 'u-9'],
  ] as const
  for (const [attributes, managerId] of others) {
    const current = deepFreeze(attributes)
    const stored = { id: 'u-1', attributes: current, version: 3, createdAt: new Date(0), lastModified: new Date(1) }
    const groups = [{ id: 'g-1', display: 'G', type: 'direct' as const }]
    const manager = { id: managerId, display: 'M' }
    const document = userResource({ ...stored, groups, manager }, RESOURCE_TYPES.User, 'https://sp.example/scim/v2')
    const { body } = parseResource(document, RESOURCE_TYPES.User, mode)
    expect(replaceAttributes(current, body.attributes, RESOURCE_TYPES.User)).toBe(current)
  }
})

test('the order of members of an object does not matter, that of values does', () => {
  const current = { userName: 'a', name: { givenName: 'x', familyName: 'y' }, emails: [{ value: '1' }, { value: '2' }] }
  const next = { emails: current.emails, name: { familyName: 'y', givenName: 'x' }, userName: 'a' }
  expect(replaceAttributes(current, next, RESOURCE_TYPES.User)).toBe(current)
  expect(replaceAttributes(current, { ...next, emails: current.emails.toReversed() }, RESOURCE_TYPES.User)).not.toBe(
    current,
  )
})
