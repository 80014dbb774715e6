/** Bodies that waited while the schemas of their directory changed. */
import type { Mode } from '@syncline/core/domain/operation.ts'
import { schemaSetOf } from '@syncline/core/scim/extension-schema.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { recheckBody } from '@syncline/core/scim/recheck.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES, type SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { parseExtensionDocument } from '@syncline/core/storage/catalogue/extension-document.ts'
import { expect, test } from 'vitest'
import { BADGE, BADGE_DOCUMENT } from '../support/extension.ts'
import { ENTERPRISE, PATCH, USER } from '../support/urns.ts'
import { MODES, refusal } from './fixtures.ts'

const setOf = (document: unknown): SchemaSet =>
  schemaSetOf([{ resourceType: 'User', required: false, document: parseExtensionDocument(document), indexes: [] }])
const earlier = setOf(BADGE_DOCUMENT).User
const retyped = setOf({
  ...BADGE_DOCUMENT,
  attributes: BADGE_DOCUMENT.attributes.map((each) => (each.name === 'floor' ? { ...each, type: 'string' } : each)),
}).User
const gone = RESOURCE_TYPES.User

const user = {
  schemas: [USER, ENTERPRISE, BADGE],
  userName: 'ada',
  [ENTERPRISE]: { department: 'D' },
  [BADGE]: { number: 'N1', floor: 3, tags: ['a'], doors: [{ value: 'x' }] },
}
const resource = (mode: Mode) => parseResource(user, earlier, mode).body
const patch = (mode: Mode) =>
  parsePatch(
    {
      schemas: [PATCH],
      Operations: [
        { op: 'replace', path: `${BADGE}:floor`, value: 4 },
        { op: 'add', path: `${BADGE}:doors[value eq "x"].level`, value: 1 },
        { op: 'remove', path: `${BADGE}:tags` },
        { op: 'replace', path: 'displayName', value: 'A' },
      ],
    },
    earlier,
    mode,
  ).body

test.each(MODES)('under the same schemas nothing changes, not even the object (%s)', (mode) => {
  for (const body of [resource(mode), patch(mode), null]) expect(recheckBody(body, earlier, mode)).toBe(body)
  const plain = parseResource({ ...user, schemas: [USER, ENTERPRISE], [BADGE]: undefined }, gone, 'lenient').body
  expect(recheckBody(plain, gone, mode)).toBe(plain)
})

test('of a schema that is gone: lenient drops it, strict refuses', () => {
  expect(recheckBody(resource('lenient'), gone, 'lenient')).toEqual({
    kind: 'resource',
    attributes: { userName: 'ada', [ENTERPRISE]: { department: 'D' } },
  })
  expect(refusal(() => recheckBody(resource('strict'), gone, 'strict'))).toBe('invalidSyntax')
  expect(recheckBody(patch('lenient'), gone, 'lenient')).toMatchObject({ operations: [{ path: 'displayName' }] })
})

test.each(MODES)('a value that the type of now does not have is refused (%s)', (mode) => {
  expect(refusal(() => recheckBody(resource(mode), retyped, mode))).toBe('invalidValue')
  expect(refusal(() => recheckBody(patch(mode), retyped, mode))).toBe('invalidValue')
})

test.each(MODES)('what became required is missed (%s)', (mode) => {
  const required = schemaSetOf([
    { resourceType: 'User', required: true, document: parseExtensionDocument(BADGE_DOCUMENT), indexes: [] },
  ]).User
  const { body } = parseResource({ schemas: [USER], userName: 'ada' }, gone, mode)
  expect(refusal(() => recheckBody(body, required, mode))).toBe('invalidValue')
})
