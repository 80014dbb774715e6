/** People who are erased, at a site without a database: what the lane's statements find and write (core/storage/lane/*person*, write-erasures.ts). */
import type { LoadedPerson } from '@syncline/core/domain/erasure.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import type { PlanState } from '@syncline/core/domain/plan-state.ts'
import type { MemoryRows } from './memory-rows.ts'

/** Directories of a site without a database that are disconnected say so in their policy alone: tombstones lead to nobody here. */
export function personsOf(rows: MemoryRows, need: Need): LoadedPerson[] {
  const linked = new Set(rows.userLinks.all.map(({ key }) => key))
  return [...need.persons].map((id) => {
    const account = rows.accounts.all.find((each) => each.id === id)
    const users = rows.users.all.filter(({ key, emailKey }) => emailKey === account?.emailKey && !linked.has(key))
    return {
      id,
      erasedIn: rows.erasures.all.find(({ personId }) => personId === id)?.operationId ?? null,
      recordKeys: users.map(({ key }) => key),
    }
  })
}

export function writeErasures(rows: MemoryRows, { erased }: PlanState): void {
  for (const erasure of erased) {
    const { accountKey } = erasure
    rows.erasures.insert(erasure)
    rows.tombstones.clear((row) => row.accountKey === accountKey)
    const updated = rows.guardItems.all
      .filter((item) => item.accountKey !== null && item.accountKey === accountKey)
      .map((before) => {
        const blank = { name: null, email: null, emailKey: null, externalId: null, groups: [], gone: null }
        return { before, after: { ...before, ...blank } }
      })
    rows.guardItems.write({ deleted: [], updated, inserted: [] })
    const losses = rows.guardLosses.all.filter((loss) => loss.accountKey === accountKey)
    rows.guardLosses.write({
      deleted: [],
      updated: losses.map((before) => ({ before, after: { ...before, itemKey: null } })),
      inserted: [],
    })
  }
}
