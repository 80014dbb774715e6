import type { Json } from '@syncline/core/scim/json.ts'
import { parsePatch } from '@syncline/core/scim/patch-parse.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import { expect, test } from 'vitest'
import { ENTERPRISE, PATCH as PATCH_OP, USER } from '../support/urns.ts'
import { MODES } from './fixtures.ts'

const MARKER = 't1meMa$heen'

const SPELLINGS: Json[] = [
  { op: 'replace', path: 'password', value: MARKER },
  { op: 'Add', path: 'PassWord', value: [MARKER] },
  { op: 'add', path: ` ${USER}:password `, value: MARKER },
  { op: 'add', path: USER.toUpperCase(), value: { PASSWORD: MARKER } },
  { op: 'replace', value: { password: MARKER } },
  { op: 'replace', value: { [`${USER}:Password`]: { value: MARKER } } },
  { op: 'add', value: { [USER]: { password: MARKER } } },
]

test.each(MODES)('M07: a password never gets past parsing, however it is spelled (%s)', (mode) => {
  for (const operation of SPELLINGS) {
    const parsed = parsePatch({ schemas: [PATCH_OP], Operations: [operation] }, RESOURCE_TYPES.User, mode)
    // A PATCH of nothing but a password is valid and changes nothing.
    expect(parsed).toEqual({ body: { kind: 'patch', operations: [], memberSteps: [] }, secretSent: true })
  }
})

test('passwords in places where no attribute is are dropped with what they stand in', () => {
  const value = {
    title: 'T',
    name: { password: MARKER },
    [ENTERPRISE]: { password: MARKER },
    'name.password': MARKER,
    secret: MARKER,
  }
  const { body } = parsePatch({ Operations: [{ op: 'replace', value }] }, RESOURCE_TYPES.User, 'lenient')
  expect(JSON.stringify(body)).not.toContain(MARKER)
  expect(body.operations).toContainEqual({ op: 'replace', path: 'title', value: 'T' })
})

test('a password beside other operations is taken out alone', () => {
  const operations = [...SPELLINGS, { op: 'replace', path: 'title', value: 'T' }]
  const { body, secretSent } = parsePatch({ Operations: operations }, RESOURCE_TYPES.User, 'lenient')
  expect(body.operations).toEqual([{ op: 'replace', path: 'title', value: 'T' }])
  expect(secretSent).toBe(true)
  expect(parsePatch({ Operations: operations.slice(-1) }, RESOURCE_TYPES.User, 'lenient').secretSent).toBe(false)
})
