/** What the messages of all profiles have in common. */
import type { JsonObject } from '@syncline/core/scim/json.ts'
import type { RequestKind } from './latency.ts'
import type { Message } from './profile.ts'
import { PATCH_OP } from './schemas.ts'

export function patch(kind: RequestKind, path: string, ...operations: readonly JsonObject[]): Message {
  return { kind, method: 'PATCH', path, body: { schemas: [PATCH_OP], Operations: [...operations] } }
}

/** A filter literal is a JSON string (RFC 7644 §3.4.2.2). */
export function equals(attribute: string, value: string): string {
  return encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`)
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}
