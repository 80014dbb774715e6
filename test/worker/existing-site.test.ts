/** A directory that meets what the site already has: linked where it is safe, held where it is not, never overwritten. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { expect, test } from 'vitest'
import { addAccount, addLocalGroup, addLocalMembers } from '../support/existing-site.ts'
import { createGroup, createUser, deleteGroup, person, replaceUser } from '../support/requests.ts'
import { readSiteImage } from '../support/site-image.ts'
import { createTenant } from '../support/tenant.ts'
import { useTestLane } from '../support/use-test-lane.ts'

const lane = useTestLane()

test('a user is linked to the account that has the e-mail, whatever its spelling', async () => {
  const tenant = await createTenant(lane().pool)
  await addAccount(lane().pool, tenant.site.id, { email: 'İrem@Example.com' })
  const user = uuidv7()
  await lane().apply(tenant, [createUser(user, person('irem', 'i̇REM@example.COM'))])
  const { accounts, holds } = await readSiteImage(lane().pool, tenant.site.id)
  expect(accounts).toMatchObject([{ owner: user, active: true, display_name: 'The irem' }])
  expect(holds).toEqual([])
})

test('an account that a directory switched off comes back on, one that an admin switched off does not', async () => {
  const tenant = await createTenant(lane().pool)
  await addAccount(lane().pool, tenant.site.id, { email: 'ada@example.com', switchedOffBy: 'directory' })
  await addAccount(lane().pool, tenant.site.id, { email: 'bob@example.com', switchedOffBy: 'admin' })
  const bob = uuidv7()
  await lane().apply(tenant, [createUser(uuidv7(), person('ada')), createUser(bob, person('bob'))])
  const first = await readSiteImage(lane().pool, tenant.site.id)
  expect(first.accounts).toMatchObject([{ active: true }, { active: false, switched_off_by: 'admin' }])
  expect(first.holds).toEqual([{ record: bob, kind: 'switched-off-by-admin', basis_key: null }])

  await lane().apply(tenant, [replaceUser(bob, 'active', false), replaceUser(bob, 'active', true)])
  const second = await readSiteImage(lane().pool, tenant.site.id)
  expect(second.accounts).toMatchObject([{ active: true }, { active: false, switched_off_by: 'admin' }])
})

test('a group whose name a local group has is answered 201 and held; the local group keeps its people', async () => {
  const tenant = await createTenant(lane().pool)
  const ada = await addAccount(lane().pool, tenant.site.id, { email: 'ada@example.com' })
  await addLocalGroup(lane().pool, tenant.site.id, 'Staff', [ada])
  const [user, group] = [uuidv7(), uuidv7()]
  const outcomes = await lane().apply(tenant, [createUser(user, person('bob')), createGroup(group, 'STAFF', [user])])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([201, 201])
  const image = await readSiteImage(lane().pool, tenant.site.id)
  expect(image.holds).toEqual([{ record: group, kind: 'conflict', basis_key: 'staff' }])
  expect(image.siteGroups).toEqual([{ name: 'Staff', name_key: 'staff', source: 'local', linked: null }])
  expect(image.siteMembers).toEqual([{ name_key: 'staff', email_key: 'ada@example.com', synced: false }])
})

test('a deleted group that has local members too becomes local and keeps only them', async () => {
  const tenant = await createTenant(lane().pool)
  const [user, group] = [uuidv7(), uuidv7()]
  await lane().apply(tenant, [createUser(user, person('bob')), createGroup(group, 'Staff', [user])])
  const ada = await addAccount(lane().pool, tenant.site.id, { email: 'ada@example.com' })
  const { rows } = await lane().pool.query<{ key: number }>('select key from site_group where site_id = $1', [
    tenant.site.id,
  ])
  await addLocalMembers(lane().pool, tenant.site.id, rows[0]?.key ?? 0, [ada])
  await lane().apply(tenant, [deleteGroup(group)])
  const image = await readSiteImage(lane().pool, tenant.site.id)
  expect(image.siteGroups).toEqual([{ name: 'Staff', name_key: 'staff', source: 'local', linked: null }])
  expect(image.siteMembers).toEqual([{ name_key: 'staff', email_key: 'ada@example.com', synced: false }])
})

test("another site's records are unknown: not as members, not by name, not by id", async () => {
  const [one, two] = await Promise.all([createTenant(lane().pool), createTenant(lane().pool)])
  const [user, group] = [uuidv7(), uuidv7()]
  await lane().apply(one, [createUser(user, person('ada')), createGroup(group, 'Staff', [user])])
  const outcomes = await lane().apply(two, [
    createGroup(uuidv7(), 'Staff', [user]),
    replaceUser(user, 'title', 'x'),
    deleteGroup(group),
    createUser(uuidv7(), person('ada')),
  ])
  expect(outcomes.map((outcome) => outcome.status)).toEqual([400, 404, 404, 201])
  expect((await readSiteImage(lane().pool, one.site.id)).members).toHaveLength(1)
})
