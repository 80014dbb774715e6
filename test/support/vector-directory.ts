/** The resources of the vectors in a directory: written by the lane, with the times that the vectors give them. */
import type { Mode, ResourceType } from '@syncline/core/domain/operation.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import type { Json, JsonObject } from '@syncline/core/scim/json.ts'
import type pg from 'pg'
import { storedGroup, storedUser, vectors } from '../scim/fixtures.ts'
import type { TestLane } from './lane.ts'
import { createTestDirectory, type TestDirectory } from './test-directory.ts'

export type VectorDirectory = TestDirectory & {
  /** From ids of the vectors to those that the resources have here, and back; other texts stay. */
  real(text: string): string
  named(value: Json): Json
}

export async function createVectorDirectory(pool: pg.Pool, lane: TestLane, mode: Mode): Promise<VectorDirectory> {
  const directory = await createTestDirectory(pool, { mode })
  const { users, groups } = vectors.fixtures
  const ids = new Map([...users, ...groups].map(({ id }) => [id, uuidv7()]))
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  const real = (text: string) => text.replace(/\b[ug]-\d\b/g, (name) => ids.get(name) ?? name)
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
  const outcomes = await lane.apply(tenant, [
    ...users.map(({ id }) => post('User', id, storedUser(id))),
    ...groups.map(({ id }) => {
      const { attributes, members } = storedGroup(id)
      return post('Group', id, attributes, members.map(real))
    }),
  ])
  if (outcomes.some(({ status }) => status !== 201)) throw new Error('a resource of the vectors was refused')
  await setTimes(
    pool,
    directory,
    [...users, ...groups].map((each) => ({ ...each, id: real(each.id) })),
  )
  const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g
  return {
    ...directory,
    real,
    named: (value) => JSON.parse(JSON.stringify(value).replace(uuid, (id) => names.get(id) ?? id)),
  }
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
