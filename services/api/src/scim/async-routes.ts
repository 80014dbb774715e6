/**
 * The result of an asynchronous request, fetched by its txn (RFC 9967 §2.5.1.1, §5): 202 while it is not applied, then its
 * completion as a signed security event token. Each time it is fetched it says the same.
 */
import { createHash } from 'node:crypto'
import { notFound } from '@syncline/core/domain/refusal.ts'
import { type AsyncResult, asyncResponseClaims } from '@syncline/core/scim/async-response.ts'
import { readAsyncRequest } from '@syncline/core/storage/journal/async-read.ts'
import type pg from 'pg'
import { respondAccepted, respondEventToken } from '../http/respond.ts'
import type { EventSigner } from '../signing/event-signer.ts'
import { fromStorage } from '../storage-failure.ts'
import type { ScimContext, ScimHandler } from './route-table.ts'

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
    const found = await fromStorage(() => readAsyncRequest(pool, c.get('credential'), txn))
    if (found === null) throw notFound()
    if (found.result === null) return respondAccepted(RETRY_AFTER)
    const claims = claimsOf(c, found.result, { txn, issuer: publicUrl() })
    return respondEventToken(await fromStorage(() => signer.sign(claims)))
  }
}

function claimsOf(
  c: ScimContext,
  result: AsyncResult,
  { txn, issuer }: { readonly txn: string; readonly issuer: string },
) {
  // Of the txn, so that it needs no place of its own.
  const jti = createHash('sha256').update(`asyncresp ${txn}`).digest('hex').slice(0, 32)
  return asyncResponseClaims(result, { issuer, baseUrl: c.get('baseUrl'), txn, jti })
}
