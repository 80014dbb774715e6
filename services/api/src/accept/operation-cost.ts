/** How many rows applying an operation may touch: the record and the members that it names. Bounds a batch of the lane. */
import type { OperationBody } from '@syncline/core/domain/operation.ts'

export function operationCost(body: OperationBody): number {
  if (body === null) return 1
  if (body.kind === 'resource') return 1 + (body.members?.length ?? 0)
  return 1 + body.memberSteps.reduce((sum, step) => sum + step.ids.length, 0)
}
