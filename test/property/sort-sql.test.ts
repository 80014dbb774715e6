/** Sorting by any attribute (RFC 7644 §3.4.2.3), in one page and in a walk: what SQL does is what a plain sort does. */

import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { type AttributeReference, resolveReference } from '@syncline/core/scim/attribute-reference.ts'
import { compareText, comparisonKey } from '@syncline/core/scim/comparison-key.ts'
import type { ComparisonKey } from '@syncline/core/scim/filter-ast.ts'
import { isJsonObject, type Json, type JsonObject } from '@syncline/core/scim/json.ts'
import type { ResourceTypeDefinition } from '@syncline/core/scim/resource-type.ts'
import { parseSort, type Sort } from '@syncline/core/scim/sort.ts'
import type { ListPage } from '@syncline/core/storage/read/list-page.ts'
import { listResources } from '@syncline/core/storage/read/resource-list.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortablePaths } from '../support/any-filter.ts'
import { anyWorldPlan, BASE_URLS, type FilterWorld, makeWorld } from '../support/filter-world.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

test.each<ResourceType>(['User', 'Group'])(
  '%s by every attribute, both ways, at once and page by page',
  async (type) => {
    await fc.assert(
      fc.asyncProperty(anyWorldPlan, fc.boolean(), async (plan, descending) => {
        const world = await makeWorld(lane(), plan)
        const resources = await world.resources(type, BASE_URLS[0])
        const checks = sortablePaths(type).map(async (path) => {
          const sort = parseSort(path, descending ? 'descending' : 'ascending', [world.schemas[type]])
          const target = resolved(path, world.schemas[type])
          if (sort === null) throw new Error('no sort')
          const expected = sorted(resources, target, descending).map(({ id }) => id)
          expect([path, await idsOf(world, type, sort, { kind: 'index', startIndex: 1, count: 1_000 })]).toEqual([
            path,
            expected,
          ])
          expect([path, await walked(world, type, sort)]).toEqual([path, expected])
        })
        await Promise.all(checks)
      }),
      { numRuns: 4 },
    )
  },
  120_000,
)

function resolved(path: string, type: ResourceTypeDefinition): AttributeReference {
  const reference = resolveReference(path, type)
  if (reference?.kind !== 'attribute') throw new Error(`${path} is no attribute`)
  return reference
}

async function idsOf(world: FilterWorld, type: ResourceType, sort: Sort, page: ListPage): Promise<string[]> {
  return (await listOf(world, type, sort, page)).rows.map(({ row }) => row.id)
}

async function walked(world: FilterWorld, type: ResourceType, sort: Sort): Promise<string[]> {
  const from = async (after: Extract<ListPage, { kind: 'cursor' }>['after']): Promise<string[]> => {
    const { rows, next } = await listOf(world, type, sort, { kind: 'cursor', after, count: 4, total: null })
    return [...rows.map(({ row }) => row.id), ...(next === null ? [] : await from(next))]
  }
  return from(null)
}

function listOf({ scope, schemas }: FilterWorld, type: ResourceType, sort: Sort, page: ListPage) {
  const parts = [{ type: schemas[type], filter: null, associations: false }]
  return listResources(lane().pool, { scope, parts, sort, page, baseUrl: BASE_URLS[0] })
}

/** Stable, so that equal ones stay in the order of creation; descending is the same the other way round. */
function sorted(resources: readonly JsonObject[], target: AttributeReference, descending: boolean): JsonObject[] {
  const keyed = resources.map((resource) => ({ resource, key: keyOf(resource, target) }))
  keyed.sort((a, b) => order(a.key, b.key))
  return (descending ? keyed.reverse() : keyed).map(({ resource }) => resource)
}

/** null: missing or empty, behind all others. */
function keyOf(resource: JsonObject, { extension, attribute, sub }: AttributeReference): ComparisonKey | null {
  const leaf = sub ?? (attribute.type === 'complex' ? attribute.subAttributesByName.get('value') : undefined)
  const holder = extension === null ? resource : (resource[extension] ?? {})
  const value = isJsonObject(holder) ? (holder[attribute.name] ?? null) : null
  const one: Json = Array.isArray(value)
    ? (value.find((element) => isJsonObject(element) && element.primary === true) ?? value[0] ?? null)
    : value
  const simple = leaf === undefined ? one : isJsonObject(one) ? (one[leaf.name] ?? null) : null
  const key = simple === null ? null : comparisonKey(leaf ?? attribute, simple)
  return key === '' ? null : key
}

function order(a: ComparisonKey | null, b: ComparisonKey | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}
