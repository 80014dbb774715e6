import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import type { Attribute } from '@syncline/core/scim/schema-attribute.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE } from '../support/urns.ts'

const user = RESOURCE_TYPES.User.attributesByName
const group = RESOURCE_TYPES.Group.attributesByName
const everyAttribute: Attribute[] = Object.values(RESOURCE_TYPES)
  .flatMap((type) => [
    ...type.attributesByName.values(),
    ...type.extensions.flatMap((extension) => extension.schema.attributes),
  ])
  .flatMap((attribute) => [attribute, ...attribute.subAttributes])

test('references and binary values are case-exact, ids too', () => {
  for (const attribute of everyAttribute) {
    if (attribute.type === 'reference' || attribute.type === 'binary')
      expect(attribute.caseExact, attribute.name).toBe(true)
  }
  expect(group.get('members')?.subAttributesByName.get('value')?.caseExact).toBe(true)
  expect(user.get('externalid')?.caseExact).toBe(true)
  expect(user.get('username')?.caseExact).toBe(false)
})

test('the defects of RFC 7643 §8.7 are corrected', () => {
  expect(group.get('displayname')?.required).toBe(true)
  expect(user.get('addresses')?.subAttributesByName.has('primary')).toBe(true)
  expect(group.get('members')?.subAttributesByName.has('display')).toBe(true)
})

test('only a complex attribute has sub-attributes, and always some', () => {
  for (const attribute of everyAttribute) {
    expect(attribute.subAttributes.length > 0, attribute.name).toBe(attribute.type === 'complex')
    for (const sub of attribute.subAttributes) expect(sub.type).not.toBe('complex')
  }
})

test('`type` of e-mails, phone numbers and addresses names its canonical values', () => {
  for (const name of ['emails', 'phonenumbers', 'addresses']) {
    expect(user.get(name)?.subAttributesByName.get('type')?.canonicalValues).toContain('work')
  }
})

test('the password is never returned and never read', () => {
  expect(user.get('password')).toMatchObject({ returned: 'never', mutability: 'writeOnly' })
})

test('extensions are found by URN in any case', () => {
  expect(RESOURCE_TYPES.User.extensionsByUrn.get(ENTERPRISE.toLowerCase())?.id).toBe(ENTERPRISE)
})
