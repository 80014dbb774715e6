/**
 * Loading and planning alternate until nothing is missing (docs/adr/0004); each round can only ask for more. Records that wait
 * for one another in a chain take a round each.
 */
import type { Loaded } from '@syncline/core/domain/loaded.ts'
import type { Need } from '@syncline/core/domain/need.ts'
import { load } from '@syncline/core/storage/lane/load.ts'
import type pg from 'pg'

const MAX_ROUNDS = 100

export async function loadAndPlan<Planned extends { readonly kind: 'planned' }>(
  client: pg.PoolClient,
  siteId: number,
  firstNeed: Need,
  plan: (loads: readonly Loaded[]) => Planned | { readonly kind: 'missing'; readonly need: Need },
): Promise<Planned> {
  const loads: Loaded[] = []
  let need = firstNeed
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: each round asks for what the one before showed to be missing
    loads.push(await load(client, siteId, need))
    const result = plan(loads)
    if (result.kind === 'planned') return result
    need = result.need
  }
  throw new Error(`a plan still misses rows after ${MAX_ROUNDS} rounds of loading`)
}
