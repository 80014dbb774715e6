import { isSelected, parseSelection, selectAttributes } from '@syncline/core/scim/attribute-selection.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, USER } from '../support/urns.ts'
import { deepFreeze, refusal, vectors } from './fixtures.ts'

const user: JsonObject = deepFreeze(structuredClone(vectors.fixtures.users[0] ?? {}))
const { schemas, id } = user
const include = (names: string) => selectAttributes(user, parseSelection(names), RESOURCE_TYPES.User)
const exclude = (names: string) => selectAttributes(user, parseSelection(undefined, names), RESOURCE_TYPES.User)

test('M56: named attributes with schemas and id, and no meta', () => {
  expect(include('userName')).toEqual({ schemas, id, userName: 'BJensen@Example.com' })
})

test('M57: a sub-attribute brings its attribute with nothing else in it', () => {
  const emails = [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }]
  expect(include('EMAILS.value')).toEqual({ schemas, id, emails })
  expect(include('emails.value, name.givenName,emails.type')).toEqual({
    schemas,
    id,
    emails: [
      { value: 'bjensen@example.com', type: 'work' },
      { value: 'babs@jensen.org', type: 'home' },
    ],
    name: { givenName: 'Barbara' },
  })
  expect(include('emails.value,emails').emails).toEqual(user.emails)
  expect(include('emails.display')).toEqual({ schemas, id })
})

test('M58: id and schemas cannot be excluded', () => {
  const { emails: _emails, ...rest } = user
  expect(exclude('id,emails,schemas')).toEqual(rest)
  expect(exclude('emails.type').emails).toEqual([
    { value: 'bjensen@example.com', primary: true },
    { value: 'babs@jensen.org' },
  ])
})

test('M59: attributes wins over excludedAttributes; strict refuses both at once', () => {
  expect(selectAttributes(user, parseSelection('title', 'emails'), RESOURCE_TYPES.User)).toEqual({
    schemas,
    id,
    title: 'Vice President',
  })
  expect(refusal(() => parseSelection('title', 'emails', 'strict'))).toBe('invalidValue')
  expect(parseSelection('title', undefined, 'strict').kind).toBe('include')
})

test('URNs select whole schemas, single attributes and their parts', () => {
  expect(include(ENTERPRISE)).toEqual({ schemas, id, [ENTERPRISE]: user[ENTERPRISE] })
  expect(include(`${ENTERPRISE}:department`)).toEqual({ schemas, id, [ENTERPRISE]: { department: 'Tour Operations' } })
  expect(include(`${ENTERPRISE}:manager.value,${USER}:title`)).toEqual({
    schemas,
    id,
    [ENTERPRISE]: { manager: { value: 'u-2' } },
    title: 'Vice President',
  })
  expect(exclude(ENTERPRISE)).not.toHaveProperty(ENTERPRISE)
  expect(exclude(`${ENTERPRISE}:manager`)[ENTERPRISE]).toEqual({
    employeeNumber: '701984',
    department: 'Tour Operations',
  })
  expect(include(USER)).not.toHaveProperty(ENTERPRISE)
  expect(include(USER)).toMatchObject({ userName: user.userName, emails: user.emails })
})

test('unknown names and password are ignored; a filter behind a name is dropped', () => {
  expect(include('nosuch,password,,userName')).toEqual({ schemas, id, userName: user.userName })
  expect(include('emails[type eq "a,]b"].value,title')).toEqual(include('emails.value,title'))
  expect(selectAttributes(user, parseSelection(['emails[type eq "work"]', 'title']), RESOURCE_TYPES.User)).toEqual(
    include('emails,title'),
  )
})

test('without a selection the resource itself is returned', () => {
  expect(selectAttributes(user, parseSelection(), RESOURCE_TYPES.User)).toBe(user)
  expect(selectAttributes(user, parseSelection('', ' '), RESOURCE_TYPES.User)).toBe(user)
})

test('what will not be returned need not be loaded', () => {
  expect(isSelected(parseSelection(), RESOURCE_TYPES.Group, 'members')).toBe(true)
  expect(isSelected(parseSelection(undefined, 'Members'), RESOURCE_TYPES.Group, 'members')).toBe(false)
  expect(isSelected(parseSelection(undefined, 'members.display'), RESOURCE_TYPES.Group, 'members')).toBe(true)
  expect(isSelected(parseSelection('displayName'), RESOURCE_TYPES.Group, 'members')).toBe(false)
  expect(isSelected(parseSelection('members.value'), RESOURCE_TYPES.Group, 'members')).toBe(true)
})

test('an empty member list stays an empty list', () => {
  const group: JsonObject = { schemas: [], id: 'g', displayName: 'g', members: [] }
  expect(selectAttributes(group, parseSelection('members.value'), RESOURCE_TYPES.Group).members).toEqual([])
  expect(selectAttributes(group, parseSelection(undefined, 'members.display'), RESOURCE_TYPES.Group).members).toEqual(
    [],
  )
})
