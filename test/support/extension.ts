/** An extension schema with one attribute of every kind, and its registration. */

import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { type Registered, registerSchema } from '@syncline/core/storage/catalogue/extension-schema.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'

export const BADGE = 'urn:example:params:scim:Badge:2.0:User'

export const BADGE_DOCUMENT = {
  id: BADGE,
  name: 'Badge',
  description: 'What the door knows.',
  attributes: [
    { name: 'number', type: 'string', required: true, uniqueness: 'server' },
    { name: 'floor', type: 'integer' },
    { name: 'weight', type: 'decimal' },
    { name: 'vip', type: 'boolean' },
    { name: 'issued', type: 'dateTime', mutability: 'immutable' },
    { name: 'photo', type: 'binary' },
    { name: 'homepage', type: 'reference', referenceTypes: ['external'] },
    { name: 'code', type: 'string', caseExact: true },
    { name: 'color', type: 'string', canonicalValues: ['red', 'blue'], returned: 'always' },
    { name: 'notes', type: 'string', returned: 'request' },
    { name: 'pin', type: 'string', mutability: 'writeOnly', returned: 'never' },
    { name: 'lastSeen', type: 'dateTime', mutability: 'readOnly' },
    { name: 'tags', type: 'string', multiValued: true },
    {
      name: 'doors',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        { name: 'value', type: 'string', required: true },
        { name: 'level', type: 'integer' },
        { name: 'primary', type: 'boolean' },
      ],
    },
    {
      name: 'desk',
      type: 'complex',
      subAttributes: [
        { name: 'room', type: 'string' },
        { name: 'seat', type: 'integer' },
      ],
    },
  ],
}

export type RegisterOptions = {
  readonly document?: unknown
  readonly resourceType?: ResourceType
  readonly required?: boolean
  readonly indexed?: readonly string[]
}

export function register(
  pool: pg.Pool,
  { directoryId }: { readonly directoryId: number },
  { document = BADGE_DOCUMENT, resourceType = 'User', required = false, indexed = [] }: RegisterOptions = {},
): Promise<Registered> {
  return registerSchema(createKysely(pool), { directoryId, document, resourceType, required, indexed }, 'test')
}
