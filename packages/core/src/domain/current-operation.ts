/** An operation as the schemas of now let it in: they may have changed since it was accepted. */
import { recheckBody } from '../scim/recheck.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import type { Operation } from './operation.ts'
import type { Outcome } from './outcome.ts'

/** @returns the very operation when nothing is to be changed in it. @throws ScimError as accepting it would now */
export function currentOperation(operation: Operation, { schemas, mode }: DirectoryPolicy): Operation {
  const body = recheckBody(operation.body, schemas[operation.resourceType], mode)
  return body === operation.body ? operation : { ...operation, body }
}

/** A creation is answered from the request, unless that is not what was applied. */
export function answeredAsApplied(operation: Operation, current: Operation, outcome: Outcome): Outcome {
  const { body } = current
  if (current === operation || outcome.resource !== null || body?.kind !== 'resource') return outcome
  return { ...outcome, resource: body.attributes }
}
