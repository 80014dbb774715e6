/**
 * The result of an asynchronous Bulk request: a token for each operation that was asked for, also for one that failOnErrors
 * left unprocessed (RFC 9967 §2.5.1.2), in the form that a poll has them in (RFC 8936 §2.3): `{"sets": {jti: token}}`.
 * Guarantee: tokens are made as they are read; a hundred of them are in memory at a time.
 */
import type { AsyncCompletion } from '@syncline/core/scim/async-response.ts'
import { RESOURCE_TYPES } from '@syncline/core/scim/resource-type.ts'
import {
  type BulkCompletion,
  readBulkCompletions,
  readBulkElements,
} from '@syncline/core/storage/journal/async-read.ts'
import { type BulkOutcome, readBulkOutcomes } from '@syncline/core/storage/journal/bulk-read.ts'
import type pg from 'pg'
import { bulkOperationAnswer, resourceIdIn } from '../bulk/bulk-answer.ts'
import type { BulkAnswerElement } from '../bulk/parse-bulk.ts'
import { respondEventSet } from '../http/respond.ts'
import type { EventSigner } from '../signing/event-signer.ts'
import { type ResultContext, resultClaims } from './result-claims.ts'

/** Each in the order of the request. */
export type BulkResult = {
  readonly elements: readonly BulkAnswerElement[]
  readonly outcomes: readonly BulkOutcome[]
  readonly completions: readonly BulkCompletion[]
}

const TOKENS_AT_A_TIME = 100

export async function readBulkResult(pool: pg.Pool, siteId: number, id: string): Promise<BulkResult> {
  const [elements, outcomes, completions] = await Promise.all([
    readBulkElements(pool, siteId, id),
    readBulkOutcomes(pool, siteId, id),
    readBulkCompletions(pool, siteId, id),
  ])
  // As `trackedBulk` wrote them.
  return { elements: elements as BulkAnswerElement[], outcomes, completions }
}

export function respondBulkResult(result: BulkResult, context: ResultContext, signer: EventSigner): Response {
  return respondEventSet(ReadableStream.from(encoded(setsOf(result, context, signer))))
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const text of texts) yield encoder.encode(text)
}

async function* setsOf(result: BulkResult, context: ResultContext, signer: EventSigner): AsyncGenerator<string> {
  const { length } = result.elements
  yield '{"sets":{'
  for (let from = 0; from < length; from += TOKENS_AT_A_TIME) {
    const indexes = Array.from({ length: Math.min(TOKENS_AT_A_TIME, length - from) }, (_, n) => from + n)
    // biome-ignore lint/performance/noAwaitInLoops: the next ones when these are read
    const members = await Promise.all(
      indexes.map(async (index) => {
        const operation = { ...context, txn: `${context.txn}:${index}` }
        const claims = resultClaims(completionAt(result, index, context.baseUrl), operation)
        return `${JSON.stringify(claims.jti)}:${JSON.stringify(await signer.sign(claims))}`
      }),
    )
    yield `${from === 0 ? '' : ','}${members.join(',')}`
  }
  yield '}}'
}

function completionAt(
  { elements, outcomes, completions }: BulkResult,
  index: number,
  baseUrl: string,
): AsyncCompletion {
  const [element, outcome, completion] = [elements[index], outcomes[index], completions[index]]
  if (element === undefined || outcome === undefined || completion === undefined) {
    throw new Error('an operation of a finished Bulk request has no outcome')
  }
  const resourceId = resourceIdIn(element, outcome, outcomes)
  const endpoint = element.type === null ? '/Bulk' : RESOURCE_TYPES[element.type].endpoint
  return {
    uri: resourceId === null ? endpoint : `${endpoint}/${encodeURIComponent(resourceId)}`,
    resourceId,
    externalId: completion.externalId,
    appliedAt: completion.appliedAt,
    response: bulkOperationAnswer(element, outcome, elements, outcomes, baseUrl),
  }
}
