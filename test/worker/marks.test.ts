/** Marks become dirty rows: whom a scope concerns, each once, and nobody of another site or of a directory in review. */
import type { Mark, MarkScope } from '@syncline/core/domain/mark.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { writeMarks, writeMemberMarks } from '@syncline/core/storage/lane/write-marks.ts'
import { flight } from '@syncline/core/storage/statement.ts'
import { expect, test } from 'vitest'
import { createGroup, createUser, person } from '../support/requests.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

const ADA = '01900001-0000-7000-8000-000000000001'
const BOB = '01900001-0000-7000-8000-000000000002'
const CYD = '01900001-0000-7000-8000-000000000003'
const STAFF = '01900002-0000-7000-8000-000000000001'

/** Two directories of one site (Cyd in the second one), and the same people at another site. */
async function createPlace(): Promise<{ first: Tenant; second: Tenant }> {
  const first = await createTenant(lane().pool)
  const db = createKysely(lane().pool)
  const directory = await createDirectory(db, { siteId: first.site.id, name: 'second', phase: 'syncing' }, 'test')
  const second = { site: first.site, directory }
  const foreign = await createTenant(lane().pool)
  const people = [
    createUser(ADA, person('ada', 'ada@örnek.example')),
    createUser(BOB, person('bob', 'bob@other.example')),
    createGroup(STAFF, 'Staff', [ADA, BOB]),
  ]
  await lane().apply(first, people)
  await lane().apply(foreign, people)
  await lane().apply(second, [createUser(CYD, person('cyd', 'bob@other.example'))])
  return { first, second }
}

/** As a batch would write them; rolled back. @returns who is marked: SCIM ids, addresses of accounts, names of groups of the site */
async function marked(tenant: Tenant, ...scopes: readonly MarkScope[]): Promise<string[]> {
  const marks: Mark[] = scopes.map((scope) => ({ operationId: uuidv7(), scope, guarded: false }))
  const client = await lane().deps.lanePool.connect()
  try {
    await client.query('begin')
    await flight(client, () => writeMemberMarks(client, tenant.site.id, marks))
    await flight(client, () => writeMarks(client, tenant.site.id, { waiting: [], left: null, marks }))
    const { rows } = await client.query<{ name: string }>(
      `select coalesce(u.id::text, g.id::text, a.email, s.name) ||
              case when y.loss then ' loss' else '' end || case when y.begins then ' begins' else '' end as name
       from dirty y
       left join directory_user u on u.site_id = $1 and u.key = y.key and u.directory_id = y.directory_id
       left join directory_group g on g.site_id = $1 and g.key = y.key and g.directory_id = y.directory_id
       left join account a on a.site_id = $1 and a.key = y.key and y.directory_id = 0
       left join site_group s on s.site_id = $1 and s.key = y.key and y.directory_id = 0
       where y.site_id = $1 order by 1`,
      [tenant.site.id],
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const keyOf = async (tenant: Tenant, table: string, column: string, value: string): Promise<number> =>
  (await lane().pool.query(`select key from ${table} where site_id = $1 and ${column} = $2`, [tenant.site.id, value]))
    .rows[0].key

test('a domain: records on it, accounts on it, and whoever is linked to those, each once', async () => {
  const { first } = await createPlace()
  expect(await marked(first, { kind: 'domains', domains: ['other.example'] })).toEqual([BOB, CYD, 'bob@other.example'])
  const both: MarkScope = { kind: 'domains', domains: ['örnek.example', 'xn--rnek-5qa.example'] }
  expect(await marked(first, both, both)).toEqual([ADA, 'ada@örnek.example'])
  expect(await marked(first, { kind: 'domains', domains: ['example'] })).toEqual([])
})

test('holds: of one directory or of all', async () => {
  const { first, second } = await createPlace()
  const scope = (directoryId: number | null): MarkScope => ({ kind: 'holds', directoryId, holds: ['duplicate'] })
  expect(await marked(first, scope(null))).toEqual([CYD])
  expect(await marked(first, scope(second.directory.id))).toEqual([CYD])
  expect(await marked(first, scope(first.directory.id))).toEqual([])
  expect(await marked(first, { kind: 'holds', directoryId: null, holds: ['no-email'] })).toEqual([])
})

test('rows: records with their directory, accounts and groups of the site without', async () => {
  const { first } = await createPlace()
  const keys = await Promise.all([
    keyOf(first, 'directory_user', 'id', CYD),
    keyOf(first, 'directory_group', 'id', STAFF),
    keyOf(first, 'account', 'email', 'bob@other.example'),
    keyOf(first, 'site_group', 'name', 'Staff'),
  ])
  const all = [CYD, STAFF, 'Staff', 'bob@other.example']
  expect(await marked(first, { kind: 'rows', keys: [...keys, ...keys] })).toEqual(all)
  const begun = await marked(first, { kind: 'rows', keys, begins: true }, { kind: 'rows', keys })
  expect(begun).toEqual(all.map((name) => `${name} begins`))
})

test('names of groups, a whole directory, and the people of a group who have an account', async () => {
  const { first, second } = await createPlace()
  expect(await marked(first, { kind: 'group-names', names: ['staff', 'staff'] })).toEqual([STAFF])
  expect(await marked(first, { kind: 'directory', directoryId: first.directory.id })).toEqual([ADA, BOB, STAFF])
  expect(await marked(first, { kind: 'directory', directoryId: second.directory.id })).toEqual([CYD])
  const groupKey = await keyOf(first, 'directory_group', 'id', STAFF)
  expect(await marked(first, { kind: 'members', groupKey, loss: true })).toEqual([`${ADA} loss`, `${BOB} loss`])
})

test('records in review are left alone, but for those that have left it', async () => {
  const { first, second } = await createPlace()
  await lane().pool.query(`update directory set phase = 'reviewing' where site_id = $1`, [first.site.id])
  await lane().apply(second, [createUser(uuidv7(), person('dan', 'dan@other.example'))])
  expect(await marked(first, { kind: 'domains', domains: ['other.example'] })).toEqual([BOB, CYD, 'bob@other.example'])
  expect(await marked(first, { kind: 'directory', directoryId: second.directory.id })).toEqual([CYD])
})
