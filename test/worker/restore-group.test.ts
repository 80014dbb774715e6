/** A deleted group comes back over the real lane: the copy is what was there, and nothing of it is left over or lost. */
import { expect, test } from 'vitest'
import { applyCommand, resultOf } from '../support/commands.ts'
import { createGroup, createUser, deleteGroup, deleteUser, person } from '../support/requests.ts'
import { readSiteImage } from '../support/site-image.ts'
import { createTenant, type Tenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()
const id = (n: number) => `01900001-0000-7000-8000-00000000000${n}`

async function copyIds({ site }: Tenant, name: string): Promise<string[]> {
  const { rows } = await lane().pool.query('select id from group_copy where site_id = $1 and name = $2', [
    site.id,
    name,
  ])
  return rows.map((row) => row.id)
}

test('restored with id, people and grants, once, and of its own site alone', async () => {
  const [tenant, other] = [await createTenant(lane().pool), await createTenant(lane().pool)]
  await lane().apply(tenant, [
    ...[1, 2, 3].map((n) => createUser(id(n), person(`p${n}`))),
    createGroup(id(4), 'Staff', [id(1), id(2), id(3)]),
  ])
  const { id: app } = (await resultOf(lane(), tenant, { name: 'create-app', kind: 'app', appName: 'Wiki' })) as {
    id: string
  }
  const { rows } = await lane().pool.query('select id, key from site_group where site_id = $1', [tenant.site.id])
  const group = rows[0]
  await resultOf(lane(), tenant, { name: 'grant-access', groupId: group.id, appId: app })
  await lane().apply(tenant, [deleteGroup(id(4)), deleteUser(id(3))])
  const [copyId = ''] = await copyIds(tenant, 'Staff')
  const command = { name: 'restore-group', copyId } as const

  expect(await applyCommand(lane(), other, command)).toMatchObject({ kind: 'refused', fault: 'not-found' })
  expect(await resultOf(lane(), tenant, command)).toMatchObject({
    restored: true,
    group: group.id,
    members: 3,
    notRestoredCount: 0,
    off: [{ name: 'The p3', reason: 'switched-off' }],
    offCount: 1,
    appsGone: [],
  })
  expect(await resultOf(lane(), tenant, command)).toEqual({ restored: false, group: group.id })
  const image = await readSiteImage(lane().pool, tenant.site.id)
  expect(image.siteGroups).toEqual([{ name: 'Staff', name_key: 'staff', source: 'local', linked: null }])
  expect(image.siteMembers).toEqual(
    [1, 2, 3].map((n) => ({ name_key: 'staff', email_key: `p${n}@example.com`, synced: false })),
  )
  const grants = await lane().pool.query('select site_group_key, granted_by from access_grant where site_id = $1', [
    tenant.site.id,
  ])
  expect(grants.rows).toEqual([{ site_group_key: group.key, granted_by: 'test' }])
})

test('default access comes back with the group that gave it', async () => {
  const tenant = await createTenant(lane().pool)
  const made = await resultOf(lane(), tenant, { name: 'create-group', groupName: 'Everybody', audience: 'workforce' })
  const groupId = String(made.group)
  await resultOf(lane(), tenant, { name: 'set-default-access', groupId, on: true })
  await resultOf(lane(), tenant, { name: 'delete-group', groupId, force: true })
  const [copyId = ''] = await copyIds(tenant, 'Everybody')
  expect(await resultOf(lane(), tenant, { name: 'restore-group', copyId })).toMatchObject({ restored: true })
  const { rows } = await lane().pool.query('select name, default_access from site_group where site_id = $1', [
    tenant.site.id,
  ])
  expect(rows).toEqual([{ name: 'Everybody', default_access: true }])
})
