/**
 * The deprovisioning guard as an identity provider meets it: over SCIM, with a worker of its own. Sixty per cent are switched off one by
 * one, and everybody is taken out of a group by one request; it is answered as always, and the site keeps what was too much.
 */
import { readGuardStatus } from '@syncline/core/storage/read/guard-status.ts'
import { expect, test } from 'vitest'
import { to } from '../support/guard-site.ts'
import { createTestDirectory, type TestDirectory } from '../support/test-directory.ts'
import { useTestSystem } from '../support/test-system.ts'

const { pool, api, directory } = useTestSystem({ worker: 'always' })

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'

async function ask(of: TestDirectory, status: number, method: string, path: string, body?: unknown) {
  const answer = await api().scim(of, method, path, body)
  expect(answer.status).toBe(status)
  return answer.body
}

/** @returns ids */
async function createUsers(of: TestDirectory, count: number): Promise<string[]> {
  const created = to(count).map((n) => {
    const userName = `p${n}d${of.directoryId}@example.com`
    return ask(of, 201, 'POST', '/Users', { schemas: [USER], userName, active: true, emails: [{ value: userName }] })
  })
  return (await Promise.all(created)).map(({ id }) => id)
}

/** As Entra does it. */
function switchOff(of: TestDirectory, id: string) {
  const Operations = [{ op: 'Replace', path: 'active', value: 'False' }]
  return ask(of, 200, 'PATCH', `/Users/${id}`, { schemas: [PATCH_OP], Operations })
}

async function oneByOne(of: TestDirectory, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    // biome-ignore lint/performance/noAwaitInLoops: each is answered before the next is sent
    expect(await switchOff(of, id)).toMatchObject({ active: false })
  }
}

const isOn = async ({ siteId, directoryId }: TestDirectory): Promise<number> => {
  const { rows } = await pool().query(
    `select count(*)::integer as n from account where site_id = $1 and active and email_key like '%d' || $2 || '@%'`,
    [siteId, directoryId],
  )
  return rows[0].n
}

const held = async ({ siteId, directoryId }: TestDirectory): Promise<string[]> => {
  const { rows } = await pool().query(
    `select kind || ' ' || count(*) || ' of ' || sum(people) as item from guard_item
     where site_id = $1 and directory_id = $2 and state = 'held' group by kind order by kind`,
    [siteId, directoryId],
  )
  return rows.map(({ item }) => item)
}

test('in a directory of 30, 18 are switched off one by one: ten go, eight stay on', async () => {
  const ids = await createUsers(directory(), 30)
  await oneByOne(directory(), ids.slice(0, 18))
  expect([await isOn(directory()), await held(directory())]).toEqual([20, ['deactivated 8 of 8']])
  // The directory says what it was told, also of those who are held.
  const { totalResults } = await ask(directory(), 200, 'GET', '/Users?filter=active%20eq%20false')
  expect(totalResults).toBe(18)
  const { site, directories } = await readGuardStatus(pool(), directory().siteId)
  expect([site, ...directories]).toMatchObject([
    { losses: 18, limit: 10, held: 8, people: 8 },
    { losses: 18, limit: 10, held: 8, people: 8 },
  ])
})

test('in a small directory of a large site its own limit counts', async () => {
  const large = await createUsers(directory(), 120)
  const small = await createTestDirectory(pool(), { of: directory() })
  const ids = await createUsers(small, 20)
  await oneByOne(small, ids.slice(0, 12))
  // 20 % of the site are 28 people.
  expect([await isOn(small), await held(small)]).toEqual([10, ['deactivated 2 of 2']])
  const { site, directories } = await readGuardStatus(pool(), small.siteId)
  expect(site).toMatchObject({ losses: 12, limit: 28, held: 2 })
  expect(directories.map(({ losses, limit }) => [losses, limit]).sort()).toEqual([
    [0, 24],
    [12, 10],
  ])
  // The others of the site are as near to their limit as before.
  await oneByOne(directory(), large.slice(0, 12))
  expect([await isOn(directory()), await held(directory())]).toEqual([108, []])
})

test('in a directory of 30, PUT with members: [] takes nobody out of the only group that gives access', async () => {
  const ids = await createUsers(directory(), 30)
  const members = ids.map((value) => ({ value }))
  const { id } = await ask(directory(), 201, 'POST', '/Groups', { schemas: [GROUP], displayName: 'Staff', members })
  const { siteId } = directory()
  await pool().query(
    `with app as (
       insert into app (site_id, key, id, kind, name, name_key, created_at, updated_at)
       values ($1, 900000, gen_random_uuid(), 'app', 'Wiki', 'wiki', now(), now()) returning key
     )
     insert into access_grant (site_id, app_key, site_group_key, granted_at, granted_by)
     select $1, a.key, g.key, now(), 'test' from app a, site_group g where g.site_id = $1 and g.name = 'Staff'`,
    [siteId],
  )
  const inGroup = async () => {
    const { rows } = await pool().query(
      `select count(distinct m.account_key)::integer as n from site_member m join site_group g on g.site_id = $1 and g.key = m.group_key
       where m.site_id = $1 and g.name = 'Staff'`,
      [siteId],
    )
    return rows[0].n
  }
  const emptied = await ask(directory(), 200, 'PUT', `/Groups/${id}`, {
    schemas: [GROUP],
    displayName: 'Staff',
    members: [],
  })
  expect(emptied.members ?? []).toEqual([])
  expect([await inGroup(), await held(directory())]).toEqual([30, ['group-emptied 1 of 30']])
  // The day is used up: whoever is off next is held as well, and is one of the thirty.
  await oneByOne(directory(), ids.slice(0, 1))
  expect([await isOn(directory()), await held(directory())]).toEqual([
    30,
    ['deactivated 1 of 1', 'group-emptied 1 of 30'],
  ])
  const { site } = await readGuardStatus(pool(), siteId)
  expect(site).toMatchObject({ losses: 30, limit: 10, held: 2, people: 30 })
})
