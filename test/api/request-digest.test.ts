/** Which requests are equal. */
import { requestDigest } from '@syncline/api/accept/request-digest.ts'
import type { OperationBody } from '@syncline/core/domain/operation.ts'
import { expect, test } from 'vitest'

type Digested = Parameters<typeof requestDigest>[0]

const body = (attributes: Record<string, string>): OperationBody => ({ kind: 'resource', attributes })
const base: Digested = {
  method: 'PUT',
  resourceType: 'User',
  resourceId: '0190a000-0000-7000-8000-000000000001',
  ifMatch: null,
  body: body({ userName: 'ada', title: 'x' }),
}

test('the order of members does not matter', () => {
  expect(requestDigest({ ...base, body: body({ title: 'x', userName: 'ada' }) })).toBe(requestDigest(base))
})

test('the id that a POST will get does not matter', () => {
  const post = { ...base, method: 'POST' as const }
  expect(requestDigest({ ...post, resourceId: 'another' })).toBe(requestDigest(post))
})

test.each<[string, Partial<Digested>]>([
  ['method', { method: 'POST' }],
  ['resource type', { resourceType: 'Group' }],
  ['target', { resourceId: '0190a000-0000-7000-8000-000000000002' }],
  ['If-Match', { ifMatch: '*' }],
  ['value', { body: body({ userName: 'ada', title: 'X' }) }],
  ['body', { body: null }],
])('another %s is another request', (_, change) => {
  expect(requestDigest({ ...base, ...change })).not.toBe(requestDigest(base))
})

test('it is written as a UUID', () => {
  expect(requestDigest(base)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})
