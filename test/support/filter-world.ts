/** A directory full of random users and groups, written by the lane, and its resources as the API returns them. */

import { represent } from '@syncline/api/scim/represent.ts'
import type { ResourceType } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { comparedValues } from '@syncline/core/scim/compared-values.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import { managerIdOf, withoutManager } from '@syncline/core/scim/manager.ts'
import { parseResource } from '@syncline/core/scim/resource-parse.ts'
import type { AnyResourceType, SchemaSet } from '@syncline/core/scim/resource-type.ts'
import { listResources } from '@syncline/core/storage/read/resource-list.ts'
import type { ReadScope } from '@syncline/core/storage/read/resource-table.ts'
import fc from 'fast-check'
import type { Hits } from './any-filter.ts'
import { anyAttributes } from './any-resource.ts'
import type { Request, TestLane } from './lane.ts'
import { createTenant } from './tenant.ts'
import { registerWorldSchemas, WORLD_SCHEMAS } from './world-schemas.ts'

export const BASE_URLS = ['http://sp.test/scim/v2', 'http://sp.test/scim/v2/directory'] as const

export type WorldPlan = {
  readonly users: readonly { readonly id: string; readonly attributes: JsonObject }[]
  readonly groups: readonly {
    readonly id: string
    readonly attributes: JsonObject
    readonly members: readonly string[]
  }[]
  /** Milliseconds since 1970, in turn. */
  readonly times: readonly number[]
}

export type FilterWorld = {
  readonly scope: ReadScope
  readonly schemas: SchemaSet
  /** In the order of creation. */
  resources(type: ResourceType, baseUrl: string): Promise<JsonObject[]>
  readonly hits: Hits
}

const userIds = Array.from({ length: 24 }, () => uuidv7())
const groupIds = Array.from({ length: 10 }, () => uuidv7())
const anyMember = fc.constantFrom(...userIds, ...groupIds)
const anyTime = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2024-01-03') })

export const anyWorldPlan: fc.Arbitrary<WorldPlan> = fc
  .tuple(
    fc.tuple(...userIds.map(() => anyAttributes('User', [...userIds, ...groupIds]))),
    fc.tuple(...groupIds.map(() => anyAttributes('Group', []))),
    fc.tuple(...groupIds.map(() => fc.uniqueArray(anyMember, { maxLength: 5 }))),
    fc.array(anyTime, { minLength: 3, maxLength: 6 }),
  )
  .map(([users, groups, members, times]) => ({
    users: users.map((attributes) => ({ id: uuidv7(), attributes })),
    groups: groups.map((attributes, n) => ({ id: uuidv7(), attributes, members: members[n] ?? [] })),
    times,
  }))

/** Names that clash are refused by the lane, values that do not fit by the parser: the rest is the world. */
export async function makeWorld(lane: TestLane, plan: WorldPlan): Promise<FilterWorld> {
  const tenant = await createTenant(lane.pool)
  const scope = { siteId: tenant.site.id, directoryId: tenant.directory.id }
  const schemas = await registerWorldSchemas(lane.pool, scope)
  const ids = new Map(userIds.map((id, n) => [id, plan.users[n]?.id ?? id]))
  for (const [n, id] of groupIds.entries()) ids.set(id, plan.groups[n]?.id ?? id)
  const rename = (value: JsonObject): JsonObject =>
    JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'string' ? (ids.get(part) ?? part) : part)))
  const posts = [
    ...plan.users.flatMap(({ id, attributes }) => post('User', id, rename(attributes))),
    ...plan.groups.flatMap(({ id, attributes }) => post('Group', id, rename(attributes))),
  ]
  await lane.apply(tenant, posts.map(withoutItsManager))
  await setManagers(lane, tenant.site.id, schemas, posts)
  const { rows } = await lane.pool.query<{ id: string }>(
    `select id from directory_user where site_id = $1 union all select id from directory_group where site_id = $1`,
    [tenant.site.id],
  )
  const there = new Set(rows.map((row) => row.id))
  const memberships = plan.groups.flatMap(({ id, members }): Request[] => {
    const known = members
      .map((member) => ids.get(member) ?? member)
      .filter((member) => there.has(member) && member !== id)
    if (!there.has(id) || known.length === 0) return []
    const body = { kind: 'patch', operations: [], memberSteps: [{ kind: 'add', ids: known }] } as const
    return [{ method: 'PATCH', resourceType: 'Group', resourceId: id, body }]
  })
  await lane.apply(tenant, memberships)
  await setTimes(lane, scope, plan.times)
  return {
    scope,
    schemas,
    resources: (type, baseUrl) => allResources(lane, scope, schemas[type], baseUrl),
    hits: hitsOf(plan, there),
  }
}

function post(resourceType: ResourceType, resourceId: string, attributes: JsonObject): Request[] {
  try {
    const { body } = parseResource(attributes, WORLD_SCHEMAS[resourceType], 'lenient')
    return [{ method: 'POST', resourceType, resourceId, body }]
  } catch {
    return []
  }
}

function withoutItsManager(request: Request): Request {
  const { body } = request
  return body?.kind === 'resource'
    ? { ...request, body: { ...body, attributes: withoutManager(body.attributes) } }
    : request
}

/** Whatever was sent: users of the directory, who may come later, and what names nobody, as it can be in old rows. */
async function setManagers(
  lane: TestLane,
  siteId: number,
  schemas: SchemaSet,
  posts: readonly Request[],
): Promise<void> {
  const rows = posts.flatMap(({ resourceId, body }) =>
    body?.kind === 'resource' && managerIdOf(body.attributes) !== null ? [{ id: resourceId, ...body }] : [],
  )
  await lane.pool.query(
    `update directory_user u set resource = n.resource, compared = n.compared
     from unnest($2::uuid[], $3::jsonb[], $4::jsonb[]) as n (id, resource, compared)
     where u.site_id = $1 and u.id = n.id`,
    [
      siteId,
      rows.map(({ id }) => id),
      rows.map(({ attributes }) => JSON.stringify(attributes)),
      rows.map(({ attributes }) => JSON.stringify(comparedValues(attributes, schemas.User))),
    ],
  )
}

async function setTimes(lane: TestLane, { siteId }: ReadScope, times: readonly number[]): Promise<void> {
  const moments = times.map((time) => new Date(time))
  const set = (table: string) =>
    lane.pool.query(
      `update ${table} set created_at = ($2::timestamptz[])[1 + key % $3::bigint],
         last_modified = ($2::timestamptz[])[1 + (key / 2) % $3::bigint] where site_id = $1`,
      [siteId, moments, moments.length],
    )
  await set('directory_user')
  await set('directory_group')
}

async function allResources(lane: TestLane, scope: ReadScope, type: AnyResourceType, baseUrl: string) {
  const { rows } = await listResources(lane.pool, {
    scope,
    parts: [{ type, filter: null, associations: true, manager: true }],
    sort: null,
    page: { kind: 'index', startIndex: 1, count: 1_000 },
    baseUrl,
  })
  return rows.map(({ row }) => represent(type, row, baseUrl))
}

function hitsOf({ users, groups, times }: WorldPlan, ids: ReadonlySet<string>): Hits {
  const iso = times.map((time) => new Date(time).toISOString())
  return {
    texts: [
      ...[...users, ...groups].flatMap(({ attributes }) => textsIn(attributes)),
      ...[...ids].slice(0, 12),
      ...[...ids]
        .slice(0, 4)
        .flatMap((id) =>
          BASE_URLS.flatMap((base) => [`${base}/Users/${id}`, `${base.replace('v2', 'v1')}/Groups/${id}`]),
        ),
      ...['User', 'Group', 'direct', 'W/"1"', 'W/"2"', RESOURCE_SCHEMA, 'urn:ietf:params:scim'],
    ],
    instants: [
      ...iso,
      ...iso.map((time) => time.replace('Z', '0001Z')),
      ...iso.map((time) => time.replace('Z', '9999+02:00')),
      ...[
        '0000-01-01T00:00:00Z',
        '0001-01-01T00:00:00+14:00',
        '9999-12-31T23:59:59.9999999-14:00',
        '2024-01-02T00:00:00Z',
      ],
    ],
  }
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const RESOURCE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
