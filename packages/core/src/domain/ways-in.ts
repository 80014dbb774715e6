/**
 * Whoever was taken out of the last group that gives access, and is held, may get another way in by anybody: a grant, a local membership,
 * another directory, a group that comes back. The records of those people are projected again, which ends the items.
 */
import { isWatching } from './guard.ts'
import type { PlanState } from './plan-state.ts'

/** At the end of a batch or step: one mark, and none while nobody was lost and nothing is held. */
export function markWaysIn(state: PlanState): void {
  if (!isWatching(state)) return
  const { before, inserted, fills, returns } = state.siteMembers.written()
  const rows = [...before.flatMap((phase) => phase.inserted), ...inserted]
  const accountKeys = new Set(rows.filter(({ origin }) => origin >= 0).map(({ accountKey }) => accountKey))
  const siteGroupKeys = new Set([
    ...[...fills, ...returns, ...state.access.writtenGrants().inserted].map(({ siteGroupKey }) => siteGroupKey),
    ...before.flatMap(({ localised }) => localised?.groupKey ?? []),
  ])
  if (accountKeys.size + siteGroupKeys.size === 0) return
  state.mark({ kind: 'ways-in', accountKeys: [...accountKeys], siteGroupKeys: [...siteGroupKeys] })
}
