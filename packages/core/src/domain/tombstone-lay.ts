/** Whoever is created again with the externalId of a deleted record gets its account back, for a while. */
import type { PlanState } from './plan-state.ts'
import type { Account, Key, UserRecord } from './record.ts'

const TOMBSTONE_DAYS = 30
const DAY_MS = 86_400_000

/** @param sinceKey whoever came later may take it */
export function layTombstone(
  state: PlanState,
  { directoryId, externalId }: UserRecord,
  account: Account,
  sinceKey: Key,
): void {
  if (externalId === null) return
  const expiresAt = new Date(state.context.now.getTime() + TOMBSTONE_DAYS * DAY_MS)
  state.tombstones.lay({
    directoryId,
    audience: account.audience,
    externalId,
    accountKey: account.key,
    sinceKey,
    expiresAt,
  })
}
