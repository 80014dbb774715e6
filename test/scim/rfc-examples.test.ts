import { readdirSync } from 'node:fs'
import { isJsonObject, type Json } from '@syncline/core/scim/json.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { GROUP, PATCH as PATCH_OP, USER } from '../support/urns.ts'
import { MODES, readFixture } from './fixtures.ts'

/** Every resource and PATCH message inside a document: lists and bulk messages hold several. */
function messagesIn(value: Json, schema: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((element) => messagesIn(element, schema))
  if (!isJsonObject(value)) return []
  const { schemas } = value
  if (Array.isArray(schemas) && schemas.includes(schema)) return [value]
  return Object.values(value).flatMap((member) => messagesIn(member, schema))
}

const files = readdirSync(new URL('fixtures/rfc-examples', import.meta.url))
const documents = files.map((file) => JSON.parse(readFixture(`rfc-examples/${file}`)) as Json)

function resources(schema: string, required: string): Json[] {
  // The examples of partial answers leave out what is required.
  return messagesIn(documents, schema).filter((resource) => isJsonObject(resource) && resource[required] !== undefined)
}

test.each(MODES)('the users of RFC 7643 and 7644 are accepted (%s)', (mode) => {
  const users = resources(USER, 'userName')
  expect(users.length).toBeGreaterThan(8)
  for (const user of users)
    expect(parseResource(user, RESOURCE_TYPES.User, mode).body.attributes).toHaveProperty('userName')
})

test.each(MODES)('the groups of RFC 7643 and 7644 are accepted (%s)', (mode) => {
  const groups = resources(GROUP, 'displayName')
  expect(groups.length).toBeGreaterThan(2)
  for (const group of groups)
    expect(parseResource(group, RESOURCE_TYPES.Group, mode).body.attributes).toHaveProperty('displayName')
})

test.each(MODES)('the PATCH messages of RFC 7644 are accepted (%s)', (mode) => {
  const patches = messagesIn(documents, PATCH_OP)
  expect(patches.length).toBeGreaterThan(8)
  for (const patch of patches) {
    const type = JSON.stringify(patch).includes('members') ? 'Group' : 'User'
    const { body } = parsePatch(patch, RESOURCE_TYPES[type], mode)
    expect(body.operations.length + body.memberSteps.length).toBeGreaterThan(0)
  }
})

test('the full user of RFC 7643 §8.2 keeps everything but what is not the client’s', () => {
  const document = JSON.parse(readFixture('rfc-examples/rfc7643-8.2-user-full.json'))
  const { body, secretSent } = parseResource(document, RESOURCE_TYPES.User, 'strict')
  const { schemas: _schemas, id: _id, meta: _meta, groups: _groups, password: _password, ...rest } = document
  expect(body.attributes).toEqual(rest)
  expect(secretSent).toBe(true)
})
