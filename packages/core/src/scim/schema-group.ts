/**
 * The Group schema (RFC 7643 §4.2, §8.7.1): displayName is required as §4.2 says, members have `display` as every
 * example shows, and a member's value is an id and so case-exact.
 */
import { attribute, INDEXED, schema } from './schema-attribute.ts'

const IMMUTABLE = { mutability: 'immutable' } as const

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'

export const groupSchema = schema(GROUP_SCHEMA, 'Group', 'Group', [
  attribute('displayName', 'string', 'The name of the group.', { ...INDEXED, required: true }),
  attribute('members', 'complex', 'The members of the group.', {
    multiValued: true,
    relation: true,
    subAttributes: [
      attribute('value', 'string', 'The id of the member.', { ...IMMUTABLE, caseExact: true }),
      attribute('$ref', 'reference', 'The URI of the member.', {
        ...IMMUTABLE,
        referenceTypes: ['User', 'Group'],
        derived: true,
      }),
      attribute('display', 'string', "The member's name.", { ...IMMUTABLE, derived: true }),
      attribute('type', 'string', 'The resource type of the member.', {
        ...IMMUTABLE,
        canonicalValues: ['User', 'Group'],
        derived: true,
      }),
    ],
  }),
])
