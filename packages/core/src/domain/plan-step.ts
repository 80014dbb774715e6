/**
 * A step: rows that are projected again without an operation of their own (marked ones, and the records of a directory that
 * starts). The same rules as for an operation, in the order of keys.
 */
import type { Change } from './change.ts'
import type { Loaded } from './loaded.ts'
import { scoped } from './lookup.ts'
import type { Dirty } from './mark.ts'
import { emptyNeed, isEmptyNeed, type Need } from './need.ts'
import type { PlanContext } from './plan-context.ts'
import { PlanState } from './plan-state.ts'
import { projectFreed } from './project.ts'
import { projectMarked } from './project-marked.ts'
import { markWaysIn } from './ways-in.ts'

export type PlannedStep = {
  readonly kind: 'planned'
  readonly state: PlanState
  readonly changes: readonly Change[]
  /** Those that were projected: the first ones. The others belong to the next step. */
  readonly entries: readonly Dirty[]
}
export type StepResult = PlannedStep | { readonly kind: 'missing'; readonly need: Need }

/** As Dirty has it of an account or a group of the site. */
const OF_SITE = 0

export function stepNeed(entries: readonly Dirty[]): Need {
  const need = emptyNeed()
  const { userKeys, groupKeys, accountKeys, siteGroupKeys, linksOf, nestedIn } = need
  const ofDirectory = [userKeys, groupKeys, linksOf, nestedIn]
  for (const { key, directoryId, freed } of entries) {
    for (const [kind, basis] of freed ?? []) need.heldFor.add(scoped(kind, basis))
    for (const keys of directoryId === OF_SITE ? [accountKeys, siteGroupKeys] : ofDirectory) keys.add(key)
  }
  return need
}

/** @param loads the first of them the answer to `stepNeed` */
export function planStep(context: PlanContext, entries: readonly Dirty[], loads: readonly Loaded[]): StepResult {
  const state = new PlanState(context, loads)
  let done = 0
  for (const [at, entry] of entries.entries()) {
    state.begin(entry.operationId)
    state.guarded = entry.guarded
    state.cut.isFirst = at === 0
    if (entry.begins) state.begun.add(entry.key)
    projectMarked(state, entry)
    projectFreed(state)
    if (state.cut.isTooLate || state.siteMembers.isAskedTooEarly) {
      if (at > 0) return planStep(context, entries.slice(0, at), loads)
      // As of an operation (plan.ts); what is left of a chain has to go on by a link.
      const chainLinks = entry.freed === null ? 0 : 1
      if (context.chainLinks === chainLinks) throw new Error('a row asks for memberships that it has put off itself')
      return planStep({ ...context, chainLinks }, entries.slice(0, 1), loads)
    }
    done += 1
    if (state.cut.ends) break
  }
  if (!isEmptyNeed(state.missing)) return { kind: 'missing', need: state.missing }
  markWaysIn(state)
  return { kind: 'planned', state, changes: state.changes, entries: entries.slice(0, done) }
}
