/** A refusal in the form of RFC 7644 §3.12, that nobody keeps. */
import { expect } from 'vitest'
import type { ScimAnswer } from './test-api.ts'
import { ERROR } from './urns.ts'

export function expectError(answer: ScimAnswer, status: number, scimType?: string): void {
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ schemas: [ERROR], status: String(status) })
  expect(answer.body.detail).toEqual(expect.any(String))
  expect(answer.body.detail).not.toBe('')
  expect(answer.body.scimType).toBe(scimType)
  expect(answer.headers.get('content-type')).toBe('application/scim+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
}
