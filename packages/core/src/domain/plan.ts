/**
 * The plan: state of the touched rows + ordered operations + now → new rows, one outcome an operation, the changes.
 * Pure. Operations are applied one after another to the same in-memory state, so the result does not depend on how
 * they were cut into batches. What the plan needed and did not find loaded comes back as `missing`: load it, plan again.
 */
import { ScimError } from '../scim/error.ts'
import { failed } from './answer.ts'
import { type BulkProgress, NO_BULKS } from './bulk.ts'
import type { Change } from './change.ts'
import { answeredAsApplied, currentOperation } from './current-operation.ts'
import type { DirectoryPolicy } from './directory-policy.ts'
import type { Loaded } from './loaded.ts'
import { isEmptyNeed, type Need } from './need.ts'
import type { Operation } from './operation.ts'
import type { Outcome } from './outcome.ts'
import { BulkLedger } from './plan-bulk.ts'
import { isAlone, planCommand } from './plan-command.ts'
import type { PlanContext } from './plan-context.ts'
import { planCycle } from './plan-cycle.ts'
import { planGroup } from './plan-group.ts'
import { PlanState } from './plan-state.ts'
import { planUser } from './plan-user.ts'
import { projectFreed } from './project.ts'
import { credentialRevoked, directoryDisconnected } from './refusal.ts'
import { markWaysIn } from './ways-in.ts'

export type Planned = {
  readonly kind: 'planned'
  readonly state: PlanState
  /** One for each operation, in their order. Fewer than operations: the others belong to the next batch. */
  readonly outcomes: readonly Outcome[]
  readonly changes: readonly Change[]
  readonly bulks: readonly BulkProgress[]
}

export type PlanResult = Planned | { readonly kind: 'missing'; readonly need: Need }

/**
 * An operation that asks what only the written rows can answer ends the batch before it; one that reads and writes whole groups
 * has a batch of its own.
 */
export function plan(context: PlanContext, operations: readonly Operation[], loads: readonly Loaded[]): PlanResult {
  const alone = operations.findIndex(isAlone)
  const most = alone === 0 ? 1 : alone
  return planSome(context, most < 0 ? operations : operations.slice(0, most), loads)
}

function planSome(context: PlanContext, operations: readonly Operation[], loads: readonly Loaded[]): PlanResult {
  const state = new PlanState(context, loads)
  const ledger = new BulkLedger(context.bulks ?? NO_BULKS)
  const outcomes: Outcome[] = []
  for (let at = 0; at < operations.length && !state.cut.ends; at = outcomes.length) {
    const operation = operations[at]
    if (operation === undefined) break
    state.cut.isFirst = at === 0
    if (operation.bulk?.cycle) {
      // Its operations stand together (bulk.ts, `firstUnits`).
      const cycle = operations.slice(at, at + operation.bulk.cycle.size)
      for (const outcome of applyCycle(state, ledger, cycle)) outcomes.push(outcome)
    } else outcomes.push(ledger.record(operation, ledger.decided(operation) ?? apply(state, operation)))
    if (state.cut.isTooLate || state.siteMembers.isAskedTooEarly) {
      if (at > 0) return planSome(context, operations.slice(0, at), loads)
      if (context.chainLinks === 0) throw new Error('an operation asks for memberships that it has put off itself')
      // Who waits for what it frees may be about the same memberships, and comes in a step behind it.
      return planSome({ ...context, chainLinks: 0 }, operations, loads)
    }
  }
  if (!isEmptyNeed(state.missing)) return { kind: 'missing', need: state.missing }
  markWaysIn(state)
  return { kind: 'planned', state, outcomes, changes: state.changes, bulks: ledger.progress() }
}

function applyCycle(state: PlanState, ledger: BulkLedger, cycle: readonly Operation[]): Outcome[] {
  const decided = cycle.map((operation) => ledger.decided(operation) ?? dropped(state, operation))
  const results = planCycle(state, cycle, decided)
  projectFreed(state)
  return results.map(({ operation, outcome }) => ledger.record(operation, outcome))
}

function apply(state: PlanState, operation: Operation): Outcome {
  if (operation.command) {
    state.begin(operation.id)
    const outcome = planCommand(state, operation, operation.command)
    projectFreed(state)
    return outcome
  }
  const directory = state.context.directories.get(operation.directoryId)
  if (directory === undefined) throw new Error(`directory ${operation.directoryId} was not loaded`)
  const refused = dropped(state, operation)
  if (refused !== null) return refused
  state.begin(operation.id)
  state.guarded = true
  try {
    const outcome = applyCurrent(state, operation, directory)
    projectFreed(state)
    return outcome
  } catch (error) {
    // A rule said no: that is the answer. Anything else breaks the batch and is found by halving it.
    if (error instanceof ScimError) return failed(operation.id, error)
    throw error
  }
}

function dropped(state: PlanState, { id, credentialId, directoryId }: Operation): Outcome | null {
  const { phase } = state.context.directories.get(directoryId) ?? {}
  if (phase === 'disconnected') return failed(id, directoryDisconnected())
  const isDropped = credentialId !== null && state.context.droppedCredentials?.has(credentialId)
  return isDropped ? failed(id, credentialRevoked()) : null
}

function applyCurrent(state: PlanState, operation: Operation, directory: DirectoryPolicy): Outcome {
  const current = currentOperation(operation, directory)
  const outcome =
    operation.resourceType === 'User' ? planUser(state, current, directory) : planGroup(state, current, directory)
  return answeredAsApplied(operation, current, outcome)
}
