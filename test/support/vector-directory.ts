/** The resources of the vectors in a directory: written by the lane, with the times that the vectors give them. */
import type { Mode, ResourceType } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import type { PatchOperation } from '@syncline/core/scim/patch-operation.ts'
import type pg from 'pg'
import { storedGroup, storedUser, vectors } from '../scim/fixtures.ts'
import type { TestLane } from './lane.ts'
import { createTestDirectory, type TestDirectory } from './test-directory.ts'
import { ENTERPRISE } from './urns.ts'

export type VectorDirectory = TestDirectory & {
  /** From ids and versions (`W/"a1"`) of the vectors to those that the resources have here; other texts stay. */
  real(text: string): string
  /** And ids back. */
  named(value: Json): Json
}

export async function createVectorDirectory(pool: pg.Pool, lane: TestLane, mode: Mode): Promise<VectorDirectory> {
  const directory = await createTestDirectory(pool, { mode })
  const { users, groups } = vectors.fixtures
  const ids = new Map([...users, ...groups].map(({ id }) => [id, uuidv7()]))
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  const versions = new Map<string, string>()
  const real = (text: string) =>
    text
      .replace(/\b[ug]-\d\b/g, (name) => ids.get(name) ?? name)
      .replace(/(?<=")[abcg]1(?=\\?")/g, (name) => versions.get(name) ?? name)
  const swapped = (value: JsonObject): JsonObject => JSON.parse(real(JSON.stringify(value)))
  const tenant = {
    site: { id: directory.siteId, name: '' },
    directory: { id: directory.directoryId },
  } as unknown as Parameters<TestLane['apply']>[0]
  const post = (resourceType: ResourceType, id: string, attributes: JsonObject, members?: readonly string[]) => ({
    method: 'POST' as const,
    resourceType,
    resourceId: real(id),
    body: { kind: 'resource' as const, attributes: swapped(attributes), ...(members === undefined ? {} : { members }) },
  })
  const apply = async (requests: Parameters<TestLane['apply']>[1]) => {
    const outcomes = await lane.apply(tenant, requests)
    if (outcomes.some(({ status }) => status >= 300)) throw new Error('a resource of the vectors was refused')
  }
  // A manager is created after those who have one, whose place in lists is by their creation.
  await apply(users.map(({ id }) => post('User', id, withoutManager(storedUser(id)))))
  await apply([
    ...users.flatMap(({ id }) => managerPatch(real(id), swapped(storedUser(id)))),
    ...groups.map(({ id }) => {
      const { attributes, members } = storedGroup(id)
      return post('Group', id, attributes, members.map(real))
    }),
  ])
  await setTimes(
    pool,
    directory,
    [...users, ...groups].map((each) => ({ ...each, id: real(each.id) })),
  )
  for (const [name, version] of await versionsOf(pool, directory, [...users, ...groups], ids))
    versions.set(name, version)
  const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g
  return {
    ...directory,
    real,
    named: (value) => JSON.parse(JSON.stringify(value).replace(uuid, (id) => names.get(id) ?? id)),
  }
}

function withoutManager(attributes: JsonObject): JsonObject {
  const { manager: _, ...enterprise } = (attributes[ENTERPRISE] ?? {}) as JsonObject
  return Object.keys(enterprise).length > 0 ? { ...attributes, [ENTERPRISE]: enterprise } : attributes
}

function managerPatch(resourceId: string, attributes: JsonObject): Parameters<TestLane['apply']>[1] {
  const { manager } = (attributes[ENTERPRISE] ?? {}) as JsonObject
  if (manager === undefined) return []
  const operation: PatchOperation = { op: 'replace', path: `${ENTERPRISE}:manager`, value: manager }
  const body = { kind: 'patch' as const, operations: [operation], memberSteps: [] }
  return [{ method: 'PATCH', resourceType: 'User', resourceId, body }]
}

/** By the names that the vectors give to versions. */
async function versionsOf(
  pool: pg.Pool,
  { siteId }: TestDirectory,
  resources: readonly JsonObject[],
  ids: ReadonlyMap<string, string>,
): Promise<[string, string][]> {
  const { rows } = await pool.query<{ id: string; version: string }>(
    `select id, version::text from directory_user where site_id = $1
     union all select id, version::text from directory_group where site_id = $1`,
    [siteId],
  )
  const current = new Map(rows.map(({ id, version }) => [id, version]))
  return resources.map(({ id, meta }) => {
    const [, name = ''] = /"(.*)"/.exec(String((meta as JsonObject).version)) ?? []
    return [name, current.get(ids.get(String(id)) ?? '') ?? '']
  })
}

async function setTimes(pool: pg.Pool, { siteId }: TestDirectory, resources: readonly JsonObject[]): Promise<void> {
  const times = resources.map(({ id, meta }) => ({ id, ...(meta as JsonObject) }))
  const set = (table: string) =>
    pool.query(
      `update ${table} r set created_at = (n.value ->> 'created')::timestamptz,
         last_modified = (n.value ->> 'lastModified')::timestamptz
       from jsonb_array_elements($2::jsonb) as n (value)
       where r.site_id = $1 and r.id = (n.value ->> 'id')::uuid`,
      [siteId, JSON.stringify(times)],
    )
  await set('directory_user')
  await set('directory_group')
}
