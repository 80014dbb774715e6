/** Whether SQL finds for a filter what `evaluateFilter` finds in memory. */

import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { checkFilter } from '@syncline/core/scim/filter-check.ts'
import { evaluateFilter } from '@syncline/core/scim/filter-evaluate.ts'
import { listResources } from '@syncline/core/storage/read/resource-list.ts'
import fc from 'fast-check'
import { expect } from 'vitest'
import { anyFilter } from './any-filter.ts'
import { anyWorldPlan, BASE_URLS, type FilterWorld, makeWorld } from './filter-world.ts'
import type { TestLane } from './lane.ts'
import { SEED } from './test-share.ts'

const TYPES: readonly ResourceType[] = ['User', 'Group']

/** Every filter on every world is one pair; half of the filters are of users, half of groups. */
export async function agreeOnFilters(lane: TestLane, worlds: number, filtersPerWorld: number): Promise<number> {
  const seed = SEED ?? Math.floor(Math.random() * 2 ** 31)
  const plans = fc.sample(anyWorldPlan, { numRuns: worlds, seed })
  let matches = 0
  for (const [n, plan] of plans.entries()) {
    // biome-ignore lint/performance/noAwaitInLoops: one world at a time
    const world = await makeWorld(lane, plan)
    const baseUrl = BASE_URLS[n % 2] ?? BASE_URLS[0]
    const numRuns = filtersPerWorld / TYPES.length
    const found = await Promise.all(TYPES.map((type) => agree(lane, world, type, baseUrl, { seed: seed + n, numRuns })))
    matches += found.reduce((sum, telling) => sum + telling, 0)
  }
  return matches
}

async function agree(
  lane: TestLane,
  world: FilterWorld,
  type: ResourceType,
  baseUrl: string,
  parameters: { readonly seed: number; readonly numRuns: number },
): Promise<number> {
  const resources = await world.resources(type, baseUrl)
  let matches = 0
  const property = fc.asyncProperty(anyFilter(type, world.hits), async (parsed) => {
    const filter = checkFilter(parsed, world.schemas[type], 'lenient')
    const expected = resources.filter((resource) => evaluateFilter(filter, resource)).map(({ id }) => id)
    const { rows, totalResults } = await listResources(lane.pool, {
      scope: world.scope,
      parts: [{ type: world.schemas[type], filter, associations: false }],
      sort: null,
      page: { kind: 'index', startIndex: 1, count: 1_000 },
      baseUrl,
    })
    expect(rows.map(({ row }) => row.id)).toEqual(expected)
    expect(totalResults).toBe(expected.length)
    if (expected.length > 0 && expected.length < resources.length) matches += 1
  })
  await fc.assert(property, parameters)
  return matches
}
