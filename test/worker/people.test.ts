/** The rules of users on the real lane: what is kept between batches leads people back to their accounts and groups. */
import type { Command } from '@syncline/core/domain/command.ts'
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createDirectory } from '@syncline/core/storage/catalogue/directory.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import { appendCommand } from '@syncline/core/storage/journal/command-append.ts'
import { describe, expect, test } from 'vitest'
import { A, B, C, G, H } from '../support/record-ids.ts'
import { createGroup, createUser, deleteUser, person, replaceUser } from '../support/requests.ts'
import { derivedSiteMembers, readSiteImage, recount } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'
import { verifyDomains } from '../support/verified-domains.ts'

const lane = useTestLane()
const db = () => createKysely(lane().pool)
const known = (userName: string, email: string) => ({ ...person(userName, email), externalId: 'x1' })

async function run(tenant: Tenant, command: Command, batchSize?: number) {
  const id = uuidv7()
  await appendCommand(db(), { id, siteId: tenant.site.id, actor: 'admin', reason: null, command })
  await lane().drain(tenant, batchSize)
  const { rows } = await lane().pool.query<{ status: number; resource: Record<string, unknown> | null }>(
    'select status, resource from outcome where site_id = $1 and operation_id = $2',
    [tenant.site.id, id],
  )
  return rows[0]
}

/** The site, with counters and memberships as rows say they have to be, and as projecting all of it again leaves it. */
async function settled(tenant: Tenant) {
  const image = await readSiteImage(lane().pool, tenant.site.id)
  expect(image.counters).toEqual(await recount(lane().pool, tenant.site.id))
  expect(image.siteMembers).toEqual(await derivedSiteMembers(lane().pool, tenant.site.id))
  expect(image.deadLetters).toEqual([])
  const scopes = [{ kind: 'directory', directoryId: tenant.directory.id }] as const
  await run(tenant, { name: 'reproject', scopes })
  const again = await readSiteImage(lane().pool, tenant.site.id)
  for (const part of ['accounts', 'siteMembers', 'holds', 'counters']) expect(again[part]).toEqual(image[part])
  return image
}

async function secondDirectory({ site }: Tenant, settings: object = {}): Promise<Tenant> {
  const directory = await createDirectory(db(), { siteId: site.id, name: 'second', phase: 'syncing' }, 'test')
  await lane().pool.query('update directory set settings = $2 where id = $1', [directory.id, settings])
  return { site, directory }
}

describe.each([{ batchSize: 1 }, { batchSize: 100 }])('in batches of $batchSize', ({ batchSize }) => {
  test.each(['sync', 'review'])(
    'a domain that is removed and added back restores every membership, policy %s',
    async (policy) => {
      const tenant = await createTenant(lane().pool)
      const { site, directory } = tenant
      await lane().pool.query('update directory set settings = $2 where id = $1', [
        directory.id,
        { externalUsers: policy },
      ])
      const people = [
        createUser(A, person('ada')),
        createUser(B, person('bob')),
        createUser(C, person('cyd', 'c@other.example')),
      ]
      await lane().apply(tenant, [...people, createGroup(G, 'One', [A, B, C]), createGroup(H, 'Two', [A])], batchSize)
      const before = await settled(tenant)
      expect(before.siteMembers).toHaveLength(policy === 'sync' ? 4 : 3)
      const project = async () => {
        await run(tenant, { name: 'reproject', scopes: [{ kind: 'domains', domains: ['example.com'] }] }, batchSize)
      }
      await lane().pool.query('delete from domain where site_id = $1', [site.id])
      await project()
      const without = await settled(tenant)
      expect(without.accounts?.map((row) => (row as { class: string }).class)).not.toContain('managed')
      expect(without.siteMembers).toHaveLength(policy === 'sync' ? 4 : 0)
      await verifyDomains(lane().pool, site.id)
      await project()
      const after = await settled(tenant)
      for (const part of ['accounts', 'siteMembers', 'holds', 'counters']) expect(after[part]).toEqual(before[part])
    },
  )

  test('who is deleted and comes back with the externalId gets the account back, once', async () => {
    const tenant = await createTenant(lane().pool)
    await lane().apply(
      tenant,
      [createUser(A, known('ada', 'ada@example.com')), createGroup(G, 'One', [A]), deleteUser(A)],
      batchSize,
    )
    await lane().apply(tenant, [createUser(B, known('ada', 'lovelace@example.com'))], batchSize)
    expect((await settled(tenant)).accounts).toMatchObject([{ email: 'lovelace@example.com', active: true, owner: B }])
    const { rows } = await lane().pool.query('select * from tombstone where site_id = $1', [tenant.site.id])
    expect(rows).toEqual([])
    await lane().apply(tenant, [createUser(C, person('cyd', 'ada@example.com'))], batchSize)
    expect((await settled(tenant)).accounts).toHaveLength(2)
  })

  test('a tombstone that is over leads nowhere', async () => {
    const tenant = await createTenant(lane().pool)
    await lane().apply(tenant, [createUser(A, known('ada', 'ada@example.com')), deleteUser(A)], batchSize)
    await lane().pool.query(`update tombstone set expires_at = now() where site_id = $1`, [tenant.site.id])
    await lane().apply(tenant, [createUser(B, known('ada', 'lovelace@example.com'))], batchSize)
    expect((await settled(tenant)).accounts).toHaveLength(2)
  })

  test('ownership moves between directories, and a member link keeps its groups', async () => {
    const first = await createTenant(lane().pool)
    const second = await secondDirectory(first)
    await lane().apply(
      second,
      [createUser(B, { ...person('b'), ...person('second', 'ada@example.com') }), createGroup(H, 'Two', [B])],
      batchSize,
    )
    await lane().apply(first, [createUser(A, person('ada')), createGroup(G, 'One', [A])], batchSize)
    const owned = await settled(first)
    expect(owned.accounts).toMatchObject([{ owner: A, display_name: 'The ada' }])
    expect(owned.holds).toEqual([{ record: B, kind: 'duplicate', basis_key: 'ada@example.com' }])
    expect((await run(first, { name: 'member-link-user', userId: B }))?.status).toBe(200)
    expect((await settled(first)).siteMembers).toHaveLength(2)
    expect((await run(first, { name: 'move-ownership', userId: B }))?.resource).toMatchObject({ formerOwnerId: A })
    const { rows } = await lane().pool.query(
      `select u.id, l.kind, l.made_by from user_link l join directory_user u on u.site_id = l.site_id and u.key = l.user_key
       where l.site_id = $1 order by u.id`,
      [first.site.id],
    )
    expect(rows).toEqual([
      { id: A, kind: 'member', made_by: 'admin' },
      { id: B, kind: 'owning', made_by: 'admin' },
    ])
    // The account has a member link of the first directory: another of its records does not get it.
    await lane().apply(second, [deleteUser(B)], batchSize)
    await lane().apply(first, [createUser(C, person('cyd', 'ada@example.com'))], batchSize)
    const { rows: held } = await lane().pool.query(`select kind from hold where site_id = $1`, [first.site.id])
    expect(held).toEqual([{ kind: 'duplicate' }])
    expect((await run(first, { name: 'unlink-user', userId: A }))?.status).toBe(200)
    const { rows: owner } = await lane().pool.query(`select kind from user_link where site_id = $1`, [first.site.id])
    expect(owner).toEqual([{ kind: 'owning' }])
  })

  test('all who wait for a decision are approved in steps; those of another directory go on waiting', async () => {
    const first = await createTenant(lane().pool)
    const second = await secondDirectory(first, { externalUsers: 'review' })
    const { directory } = second
    await lane().pool.query(`update directory set settings = '{"externalUsers":"review"}' where id = $1`, [
      first.directory.id,
    ])
    await lane().apply(
      second,
      [createUser(A, person('a', 'a@other.example')), createUser(B, person('b', 'b@other.example'))],
      batchSize,
    )
    await lane().apply(first, [createUser(C, person('c', 'c@other.example'))], batchSize)
    const choice = { directoryId: directory.id, all: true } as const
    expect((await run(second, { name: 'approve-users', ...choice }))?.resource).toEqual({ done: 2, notApplicable: [] })
    const image = await settled(second)
    expect(image.accounts).toMatchObject([
      { class: 'external', owner: A },
      { class: 'external', owner: B },
    ])
    expect(image.holds).toEqual([{ record: C, kind: 'external-review', basis_key: 'review' }])
    await lane().apply(second, [replaceUser(A, 'title', 'x')], batchSize)
    expect((await settled(second)).accounts).toHaveLength(2)
  })
})
