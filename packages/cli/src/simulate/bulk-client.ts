/**
 * A client that sends writes in Bulk requests (RFC 7644 §3.7): what is asked while one Bulk is under way leaves together in
 * the next. Whoever asks gets the answer of its own operation, so that a sync reads the same with and without Bulk.
 */
import { isJsonObject, type JsonObject } from '@syncline/core/scim/json.ts'
import type { ScimAnswer, ScimClient, ScimMethod } from './client.ts'
import type { RequestKind } from './latency.ts'
import { textOf } from './resources.ts'
import { BULK_REQUEST } from './schemas.ts'
import { SyncStopped } from './sync-errors.ts'

export type BulkLimits = { readonly operations: number; readonly bytes: number }

export type BulkClient = ScimClient & {
  /**
   * How to refer to a resource that is created under this bulkId: its id, `bulkId:…` while it has none yet; null when
   * nobody has asked to create it, or it was refused.
   */
  referenceTo(bulkId: string): string | null
}

type Queued = {
  readonly operation: JsonObject
  readonly bulkId: string | null
  /** Without the commas between operations. */
  readonly bytes: number
  resolve(answer: ScimAnswer): void
  reject(reason: unknown): void
}

const NO_CONTENT: JsonObject = {}

export function createBulkClient(client: ScimClient, limits: BulkLimits): BulkClient {
  const ids = new Map<string, string | null>()
  let queue: Queued[] = []
  let sending = false

  /** In a turn of its own, so that everybody who asks at the same time is in it. */
  const send = () => {
    if (sending || queue.length === 0) return
    sending = true
    setImmediate(() => {
      const batch = queue.slice(0, fitting(queue, limits))
      queue = queue.slice(batch.length)
      sendBatch(batch)
        .catch((error: unknown) => {
          for (const each of batch) each.reject(error)
        })
        .finally(() => {
          sending = false
          send()
        })
    })
  }

  const sendBatch = async (batch: readonly Queued[]) => {
    const inBatch = new Set(batch.map(({ bulkId }) => bulkId))
    const operations = batch.map(({ operation }) => resolved(operation, ids, inBatch))
    const body = { schemas: [BULK_REQUEST], Operations: operations }
    const answer = await client.request('bulk', 'POST', '/Bulk', body)
    const answers = answersOf(answer, batch.length)
    for (const [at, { bulkId }] of batch.entries()) if (bulkId !== null) keep(bulkId, answers[at])
    for (const [at, each] of batch.entries()) each.resolve(answers[at] ?? answer)
  }

  const keep = (bulkId: string, answer: ScimAnswer | undefined) => {
    const id = answer === undefined ? null : textOf(answer.body, 'id')
    if (answer?.status === 201 && id !== null) ids.set(bulkId, id)
    else ids.delete(bulkId)
  }

  return {
    referenceTo: (bulkId) => (ids.has(bulkId) ? (ids.get(bulkId) ?? `bulkId:${bulkId}`) : null),
    request(kind: RequestKind, method: ScimMethod, path: string, body?: JsonObject, bulkId?: string) {
      if (method === 'GET') return client.request(kind, method, path)
      const operation = { method, path, ...(bulkId === undefined ? {} : { bulkId }), ...(body && { data: body }) }
      return new Promise((resolve, reject) => {
        if (bulkId !== undefined) ids.set(bulkId, null)
        const bytes = Buffer.byteLength(JSON.stringify(operation))
        queue.push({ operation, bulkId: bulkId ?? null, bytes, resolve, reject })
        send()
      })
    },
    close: () => client.close(),
  }
}

/** At least one, though it be too large: the server says so. */
function fitting(queue: readonly Queued[], { operations, bytes }: BulkLimits): number {
  let total = 0
  const over = queue.findIndex((each, at) => {
    total += each.bytes + 1
    return at > 0 && (at >= operations || total > bytes)
  })
  return over < 0 ? queue.length : over
}

/** A reference into an earlier Bulk is an id by now. */
function resolved(
  operation: JsonObject,
  ids: ReadonlyMap<string, string | null>,
  inBatch: ReadonlySet<string | null>,
): JsonObject {
  const text = JSON.stringify(operation)
  if (!text.includes('"bulkId:')) return operation
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith('bulkId:')) return value
    const bulkId = value.slice('bulkId:'.length)
    return inBatch.has(bulkId) ? value : (ids.get(bulkId) ?? value)
  })
}

/** One answer an operation, in their order. A Bulk that was refused as a whole is the answer to each. */
function answersOf(bulk: ScimAnswer, count: number): ScimAnswer[] {
  if (bulk.status === 501) throw new SyncStopped('the server offers no Bulk: play another profile')
  if (bulk.status !== 200) return Array.from({ length: count }, () => bulk)
  const results = bulk.body.Operations
  if (!Array.isArray(results) || results.length !== count) {
    throw new SyncStopped(`the answer to a Bulk of ${count} operations has not one result for each`)
  }
  return results.map((result) => {
    const { response = NO_CONTENT } = isJsonObject(result) ? result : NO_CONTENT
    const body = isJsonObject(response) ? response : NO_CONTENT
    const status = Number(isJsonObject(result) ? result.status : Number.NaN)
    return { status, body: { ...idIn(result), ...body }, repeated: bulk.repeated }
  })
}

/** A result names its resource by the location only (RFC 7644 §3.7.3). */
function idIn(result: unknown): JsonObject {
  const location = isJsonObject(result as JsonObject) ? textOf(result as JsonObject, 'location') : null
  return location === null ? NO_CONTENT : { id: decodeURIComponent(location.slice(location.lastIndexOf('/') + 1)) }
}
