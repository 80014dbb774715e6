import { groupKeys } from '@syncline/core/scim/group-keys.ts'
import { matchingEmail, userKeys } from '@syncline/core/scim/user-keys.ts'
import { expect, test } from 'vitest'

test('the matching e-mail is the primary one, else work, else the first, else a userName that is an address', () => {
  const work = { value: 'W@x.org', type: 'Work' }
  const home = { value: 'h@x.org', type: 'home' }
  const primary = { value: 'p@x.org', primary: true }
  expect(matchingEmail({ userName: 'u@x.org', emails: [home, work, primary] })).toBe('p@x.org')
  expect(matchingEmail({ userName: 'u@x.org', emails: [home, work] })).toBe('W@x.org')
  expect(matchingEmail({ userName: 'u@x.org', emails: [home, { value: 'z@x.org' }] })).toBe('h@x.org')
  expect(matchingEmail({ userName: 'U@x.org' })).toBe('U@x.org')
  expect(matchingEmail({ userName: 'u@x.org', emails: [{ type: 'work' }, { value: ' ' }] })).toBe('u@x.org')
  expect(matchingEmail({ userName: 'jsmith' })).toBeNull()
})

test("a guest's alias is no address of theirs", () => {
  const userName = 'ada_example.com#EXT#@tenant.onmicrosoft.com'
  expect(matchingEmail({ userName })).toBeNull()
  expect(matchingEmail({ userName: userName.toLowerCase() })).toBeNull()
  expect(matchingEmail({ userName, emails: [{ value: 'ada@example.com' }] })).toBe('ada@example.com')
})

test('the keys of a user are folded, externalId is not', () => {
  expect(
    userKeys({
      userName: 'BJensen@Example.com ',
      externalId: 'EXT-1',
      displayName: 'Babs JENSEN',
      emails: [{ value: 'B@x.org' }, { value: 'b@X.org', type: 'home' }, { value: 'C@x.org' }],
      active: false,
    }),
  ).toEqual({
    userNameKey: 'bjensen@example.com',
    externalId: 'EXT-1',
    displayNameKey: 'babs jensen',
    emailKey: 'b@x.org',
    emailKeys: ['b@x.org', 'c@x.org'],
    active: false,
  })
})

test('what a user does not have is null, and an absent `active` is true', () => {
  expect(userKeys({ userName: 'a', externalId: '' })).toEqual({
    userNameKey: 'a',
    externalId: null,
    displayNameKey: null,
    emailKey: null,
    emailKeys: [],
    active: true,
  })
})

test('the keys of a group', () => {
  expect(groupKeys({ displayName: 'Tour GUIDES', externalId: 'E' })).toEqual({
    displayNameKey: 'tour guides',
    externalId: 'E',
  })
  expect(groupKeys({ displayName: 'x' }).externalId).toBeNull()
})
