/** The claims of one result. */
import { createHash } from 'node:crypto'
import {
  type AsyncCompletion,
  type AsyncResponseContext,
  asyncResponseClaims,
} from '@syncline/core/scim/async-response.ts'
import type { JsonObject } from '@syncline/core/scim/json.ts'

export type ResultContext = Omit<AsyncResponseContext, 'jti'>

export function resultClaims(
  completion: AsyncCompletion,
  context: ResultContext,
): JsonObject & { readonly jti: string } {
  // Of the txn, so that it needs no place of its own.
  const jti = createHash('sha256').update(`asyncresp ${context.txn}`).digest('hex').slice(0, 32)
  return { ...asyncResponseClaims(completion, { ...context, jti }), jti }
}
