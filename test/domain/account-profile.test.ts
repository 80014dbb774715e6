/** What an account takes from the record that owns it (design: Users, update). */
import { accountProfile } from '@syncline/core/domain/account-of.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'
import { ENTERPRISE_USER_SCHEMA } from '@syncline/core/scim/schema-enterprise-user.ts'
import { describe, expect, test } from 'vitest'
import { userRow } from '../support/loaded-rows.ts'

const of = (attributes: JsonObject) => accountProfile(userRow({ attributes: { userName: 'ada', ...attributes } }))

describe('the display name', () => {
  test.each<[string, JsonObject, string | null]>([
    [
      'wins over all other names',
      { displayName: 'Ada L.', name: { formatted: 'Lady Lovelace', givenName: 'Ada' } },
      'Ada L.',
    ],
    ['else the formatted name', { name: { formatted: 'Lady Lovelace', givenName: 'Ada' } }, 'Lady Lovelace'],
    ['else first and last name', { name: { givenName: 'Ada', familyName: 'Lovelace' } }, 'Ada Lovelace'],
    ['the first name alone', { name: { givenName: 'Ada' } }, 'Ada'],
    ['the last name alone', { name: { familyName: 'Lovelace' } }, 'Lovelace'],
    ['an empty one is none', { displayName: '', name: { formatted: '', givenName: '', familyName: 'L' } }, 'L'],
    ['nothing but empty names', { displayName: '', name: { givenName: '', familyName: '' } }, null],
    ['a name without parts', { name: {} }, null],
    ['no name at all', {}, null],
    ['one that is no text', { displayName: 7, name: 'Ada' }, null],
  ])('%s', (_, attributes, expected) => {
    expect(of(attributes).displayName).toBe(expected)
  })
})

describe('the profile', () => {
  test('is title, time zone and language, and organization and department of the enterprise extension', () => {
    const attributes = {
      title: 'Countess',
      timezone: 'Europe/London',
      preferredLanguage: 'en',
      nickName: 'Ada',
      [ENTERPRISE_USER_SCHEMA]: {
        organization: 'Engines',
        department: 'Analytics',
        division: 'Notes',
        costCenter: '1',
      },
    }
    expect(of(attributes).profile).toEqual({
      title: 'Countess',
      timezone: 'Europe/London',
      preferredLanguage: 'en',
      organization: 'Engines',
      department: 'Analytics',
    })
  })

  test.each<[string, JsonObject]>([
    ['nothing that is empty', { title: '', [ENTERPRISE_USER_SCHEMA]: { organization: '' } }],
    ['nothing that is no text', { title: 7, timezone: null, [ENTERPRISE_USER_SCHEMA]: { department: ['a'] } }],
    ['nothing of an extension that is none', { [ENTERPRISE_USER_SCHEMA]: 'Engines' }],
    [
      'nothing of the core where the extension has it, and the other way round',
      { organization: 'Engines', [ENTERPRISE_USER_SCHEMA]: { title: 'Countess' } },
    ],
  ])('has %s', (_, attributes) => {
    expect(of(attributes).profile).toEqual({})
  })
})

test('the address is the one by which the record is matched', () => {
  expect(of({ emails: [{ value: 'a@example.com' }, { value: 'Ada@Example.com', primary: true }] }).email).toBe(
    'Ada@Example.com',
  )
  expect(of({}).email).toBeNull()
})
