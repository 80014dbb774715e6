/** What a request is told whose answer went to a newer, equal one. */
import type { Method } from '@syncline/core/domain/operation.ts'
import type { Outcome } from '@syncline/core/domain/outcome.ts'
import { supersededAnswer } from '@syncline/core/domain/superseded-answer.ts'
import { describe, expect, test } from 'vitest'

const outcome = (status: number, version: number | null = 4): Outcome => ({
  operationId: '0190a000-0000-7000-8000-000000000001',
  status,
  scimType: status === 409 ? 'uniqueness' : null,
  detail: null,
  resourceId: null,
  version,
  createdAt: null,
  lastModified: null,
  resource: null,
})
const request = (method: Method, ifMatch: string | null = null) => ({ method, resourceType: 'User' as const, ifMatch })

describe('after the newer request succeeded', () => {
  test('a POST is told that the name is taken', () => {
    expect(supersededAnswer(request('POST'), outcome(201))).toMatchObject({ status: 409, scimType: 'uniqueness' })
  })

  test('a DELETE is told that there is nothing, whatever its If-Match', () => {
    expect(supersededAnswer(request('DELETE'), outcome(204, null))).toMatchObject({ status: 404 })
    expect(supersededAnswer(request('DELETE', 'W/"3"'), outcome(204, null))).toMatchObject({ status: 404 })
  })

  test.each<Method>(['PUT', 'PATCH'])('a %s is told the same: it would have changed nothing more', (method) => {
    expect(supersededAnswer(request(method), outcome(200))).toEqual(outcome(200))
  })

  test('a PATCH under If-Match is told that the version has changed', () => {
    expect(supersededAnswer(request('PATCH', 'W/"3"'), outcome(200))).toMatchObject({ status: 412 })
  })

  test('a PATCH under If-Match whose version still holds is told the same', () => {
    expect(supersededAnswer(request('PATCH', 'W/"4"'), outcome(200))).toEqual(outcome(200))
    expect(supersededAnswer(request('PUT', '*'), outcome(200))).toEqual(outcome(200))
  })
})

test.each<Method>(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s is told the same error', (method) => {
  for (const status of [400, 404, 409, 412, 500]) {
    expect(supersededAnswer(request(method, 'W/"1"'), outcome(status))).toEqual(outcome(status))
  }
})
