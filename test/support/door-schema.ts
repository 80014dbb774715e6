/** Schemas of a directory in which users and groups have a unique number, and users a second one and a floor. */
import { RESOURCE_TYPES, type SchemaSet, withExtensions } from '@syncline/core/scim/resource-type.ts'
import { attribute, schema } from '@syncline/core/scim/schema-attribute.ts'

export const DOOR = 'urn:example:params:scim:Door:2.0'

const unique = (name: string, id: number) =>
  attribute(name, 'string', name, { uniqueness: 'server', index: { id, ready: true } })

const door = schema(DOOR, 'Door', 'What the door knows.', [
  unique('number', 1),
  unique('spare', 2),
  attribute('floor', 'string', 'Not unique, but indexed.', { index: { id: 3, ready: true } }),
])

export const DOOR_SCHEMAS: SchemaSet = {
  User: withExtensions(RESOURCE_TYPES.User, [
    ...RESOURCE_TYPES.User.extensions,
    { schema: door, required: false, own: true },
  ]),
  Group: withExtensions(RESOURCE_TYPES.Group, [{ schema: door, required: false, own: true }]),
}
