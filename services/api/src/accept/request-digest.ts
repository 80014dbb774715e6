/**
 * The digest by which equal requests find each other: the first 128 bits of a SHA-256, written as a UUID.
 * Over the body without secrets and with sorted members: two requests with equal digests ask for the same.
 */
import { createHash } from 'node:crypto'
import type { OperationRequest } from '@syncline/core/domain/operation.ts'

type Digested = Pick<OperationRequest, 'method' | 'resourceType' | 'resourceId' | 'ifMatch' | 'body'>

export function requestDigest({ method, resourceType, resourceId, ifMatch, body }: Digested): string {
  const path = method === 'POST' ? resourceType : `${resourceType}/${resourceId}`
  const text = canonicalJson([method, path, ifMatch, body])
  return uuidOfHash(createHash('sha256').update(text).digest('hex'))
}

/** The first 128 bits. @param hex a SHA-256 */
export function uuidOfHash(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

/** JSON with the members of every object in one order. Parsed bodies nest as deep as the schemas do, not deeper. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  })
}
