/**
 * Operations of a Bulk request that refer to each other in a circle (RFC 7644 §3.7.1). Only a POST can be referred to, so all
 * of them create something: their row keys are given out first, and then each can name the others.
 * Guarantee: all of them are created, or none is.
 */
import { ScimError } from '../scim/error.ts'
import { failed } from './answer.ts'
import { answeredAsApplied, currentOperation } from './current-operation.ts'
import type { Operation } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { cycleFailed } from './plan-bulk.ts'
import { insertGroup, prepareGroup } from './plan-group.ts'
import type { PlanState } from './plan-state.ts'
import { insertUser, prepareUser } from './plan-user.ts'
import type { Key } from './record.ts'
import { nameTaken } from './refusal.ts'
import { valueTaken } from './unique-values.ts'

/** `names`: what two of a cycle may not both take. */
type Prepared = { readonly name: string; readonly values: readonly string[]; insert(): Outcome }

export type CycleResult = { readonly operation: Operation; readonly outcome: Outcome }

/** @param decided what is known of each already, in their order; one error is enough */
export function planCycle(
  state: PlanState,
  operations: readonly Operation[],
  decided: readonly (Outcome | null)[],
): CycleResult[] {
  const promised = operations.map((operation) => ({ operation, key: promise(state, operation) }))
  const names = new Set<string>()
  const results = promised.map(({ operation, key }, at) => ({
    operation,
    result: decided[at] ?? prepare(state, operation, key, names),
  }))
  const broken = results.find(({ result }) => isOutcome(result))
  if (broken !== undefined) for (const { resourceId } of operations) state.forgetMember({ id: resourceId })
  const brokenIndex = broken?.operation.bulk?.index ?? 0
  return results.map(({ operation, result }) => {
    if (isOutcome(result)) return { operation, outcome: result }
    return {
      operation,
      outcome: broken === undefined ? result.insert() : failed(operation.id, cycleFailed(brokenIndex)),
    }
  })
}

function isOutcome(result: Prepared | Outcome): result is Outcome {
  return 'status' in result
}

/** From here on it can be named as a member or manager. */
function promise(state: PlanState, { resourceId, resourceType, directoryId }: Operation): Key {
  const key = state.newKey()
  state.nameMember({ key, directoryId, id: resourceId, nested: resourceType === 'Group' })
  return key
}

function prepare(state: PlanState, operation: Operation, key: Key, names: Set<string>): Prepared | Outcome {
  try {
    const prepared = prepareOne(state, operation, key)
    // Two of the cycle may want the same name.
    const name = `${operation.resourceType}/${prepared.name}`
    if (names.has(name)) throw nameTaken(operation.resourceType)
    names.add(name)
    for (const value of prepared.values) {
      if (names.has(value)) throw valueTaken(operation.resourceType)
      names.add(value)
    }
    return prepared
  } catch (error) {
    if (error instanceof ScimError) return failed(operation.id, error)
    throw error
  }
}

function prepareOne(state: PlanState, operation: Operation, key: Key): Prepared {
  const directory = state.context.directories.get(operation.directoryId)
  if (directory === undefined) throw new Error(`directory ${operation.directoryId} was not loaded`)
  const current = currentOperation(operation, directory)
  const { body } = current
  if (body?.kind !== 'resource') throw new Error('an operation in a cycle creates nothing')
  const insert = (write: () => Outcome) => () => {
    state.begin(operation.id)
    state.guarded = true
    return answeredAsApplied(operation, current, write())
  }
  if (operation.resourceType === 'User') {
    const user = prepareUser(state, operation, directory, body)
    return { name: user.name, values: user.values, insert: insert(() => insertUser(state, operation, user, key)) }
  }
  const group = prepareGroup(state, operation, directory, body)
  return { name: group.name, values: group.values, insert: insert(() => insertGroup(state, operation, group, key)) }
}
