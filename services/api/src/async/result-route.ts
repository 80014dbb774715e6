/**
 * The result of an asynchronous request, fetched by its txn (RFC 9967 §2.5.1.1, §5): 202 while it is not applied, then its
 * completion as a signed security event token. Each time it is fetched it says the same.
 */
import { notFound } from '@syncline/core/domain/refusal.ts'
import { readAsyncRequest } from '@syncline/core/storage/journal/async-read.ts'
import type pg from 'pg'
import { respondAccepted, respondEventToken } from '../http/respond.ts'
import type { ScimHandler } from '../scim/route-table.ts'
import type { EventSigner } from '../signing/event-signer.ts'
import { fromStorage } from '../storage-failure.ts'
import { readBulkResult, respondBulkResult } from './bulk-result.ts'
import { completionOf } from './completion.ts'
import { type ResultContext, resultClaims } from './result-claims.ts'

export type AsyncDeps = {
  readonly pool: pg.Pool
  readonly signer: EventSigner
  /** Without a slash at its end. */
  readonly publicUrl: () => string
}

const TXN = /^[0-9a-f]{32}$/
const RETRY_AFTER = { 'Retry-After': '2' }

export function asyncResultHandler({ pool, signer, publicUrl }: AsyncDeps): ScimHandler {
  return async (c) => {
    const txn = c.req.param('txn') ?? ''
    if (!TXN.test(txn)) throw notFound()
    const credential = c.get('credential')
    const found = await fromStorage(() => readAsyncRequest(pool, credential, txn))
    if (found === null) throw notFound()
    if (found.kind === 'running') return respondAccepted(RETRY_AFTER)
    const context: ResultContext = { issuer: publicUrl(), baseUrl: c.get('baseUrl'), txn }
    if (found.kind === 'bulk') {
      const result = await fromStorage(() => readBulkResult(pool, credential.siteId, found.id))
      return respondBulkResult(result, context, signer)
    }
    const claims = resultClaims(completionOf(found.outcome, context.baseUrl), context)
    return respondEventToken(await fromStorage(() => signer.sign(claims)))
  }
}
