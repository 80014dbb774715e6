/**
 * The answer to a request that joined an operation whose answer went to a newer, equal request: what it would have
 * been told had both been executed one after the other, the newer one first.
 */
import type { ScimError } from '../scim/error.ts'
import { etagMatches } from '../scim/etag.ts'
import { failed } from './answer.ts'
import type { OperationRequest } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { nameTaken, notFound, versionChanged } from './refusal.ts'

/** @param outcome of the operation that both requests stand for */
export function supersededAnswer<Known extends Outcome>(
  request: Pick<OperationRequest, 'method' | 'resourceType' | 'ifMatch'>,
  outcome: Known,
): Known | Outcome {
  // What failed has changed nothing: the second attempt fails alike.
  if (outcome.status >= 300) return outcome
  const refusal = refusalAfterSuccess(request, outcome)
  return refusal === null ? outcome : failed(outcome.operationId, refusal)
}

function refusalAfterSuccess(
  { method, resourceType, ifMatch }: Pick<OperationRequest, 'method' | 'resourceType' | 'ifMatch'>,
  { version }: Outcome,
): ScimError | null {
  if (method === 'POST') return nameTaken(resourceType)
  if (method === 'DELETE') return notFound()
  // An operation without effect leaves the version as it is, and the second attempt passes as well.
  if (ifMatch !== null && version !== null && !etagMatches(ifMatch, version)) return versionChanged()
  return null
}
