/** Attributes that every resource has (RFC 7643 §3.1); they belong to no schema. Of them only externalId is published in /Schemas. */
import { attribute, INDEXED } from './schema-attribute.ts'

const READ_ONLY = { mutability: 'readOnly' } as const

export const COMMON_ATTRIBUTES = [
  attribute('schemas', 'string', 'The schemas of the attributes present.', {
    multiValued: true,
    caseExact: true,
    required: true,
    returned: 'always',
    // Follows from the extensions that are present (RFC 7644 §3.5.2).
    derived: true,
  }),
  attribute('id', 'string', 'The identifier that the service provider gave.', {
    ...READ_ONLY,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute('externalId', 'string', 'The identifier that the client gave.', { ...INDEXED, caseExact: true }),
  attribute('meta', 'complex', 'What the service provider knows about the resource.', {
    ...READ_ONLY,
    subAttributes: [
      attribute('resourceType', 'string', 'The name of the resource type.', { ...READ_ONLY, caseExact: true }),
      attribute('created', 'dateTime', 'When the resource was added.', READ_ONLY),
      attribute('lastModified', 'dateTime', 'When the resource last changed.', READ_ONLY),
      attribute('location', 'reference', 'The URI of the resource.', READ_ONLY),
      attribute('version', 'string', 'The version, as the ETag header has it.', { ...READ_ONLY, caseExact: true }),
    ],
  }),
]
