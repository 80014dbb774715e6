/** A site with one of everything that a path of the admin API can name. */
import { uuidv7 } from '@syncline/core/runtime/uuid.ts'
import { createCredential } from '@syncline/core/storage/catalogue/credential.ts'
import { askForPreview } from '@syncline/core/storage/catalogue/preview-ask.ts'
import { createKysely } from '@syncline/core/storage/database.ts'
import type pg from 'pg'
import { expect } from 'vitest'
import { createTestAdmin } from '../../support/admin-api.ts'
import { addAccount, addApp, addLocalGroup } from '../../support/existing-site.ts'
import { addGuardItem } from '../../support/guard-items.ts'
import { createTenant, type Tenant } from '../../support/tenant.ts'
import type { ScimAnswer, TestApi } from '../../support/test-api.ts'
import { createTestDirectory, type TestDirectory } from '../../support/test-directory.ts'
import { GROUP } from '../../support/urns.ts'
import type { Params } from './endpoint-table.ts'

export type Place = Tenant & { readonly params: Params }

/** What it names was made by a worker, which has to run. */
export async function createPlace(pool: pg.Pool, api: TestApi): Promise<Place> {
  const tenant = await createTenant(pool)
  const { site, directory } = tenant
  const account = await addAccount(pool, site.id, { email: 'jane@example.com' })
  const group = await addLocalGroup(pool, site.id, 'Staff', [account])
  const otherGroup = await addLocalGroup(pool, site.id, 'Guests')
  const idOf = async (table: 'account' | 'site_group', key: number): Promise<string> =>
    (await pool.query(`select id from ${table} where site_id = $1 and key = $2`, [site.id, key])).rows[0].id
  const expiresAt = new Date(Date.now() + 3_600_000)
  const db = createKysely(pool)
  const key = await createCredential(db, { directoryId: directory.id, name: 'key', expiresAt }, 'test')
  const scimDirectory = { ...(await createTestDirectory(pool)), key: key.key, directoryPublicId: directory.publicId }
  const created: ScimAnswer = await api.scim(scimDirectory, 'POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'joe@example.com',
  })
  expect(created.status).toBe(201)
  const clashing: ScimAnswer = await api.scim(scimDirectory, 'POST', '/Groups', {
    schemas: [GROUP],
    displayName: 'Staff',
  })
  expect(clashing.status).toBe(201)
  const conflict = await pool.query('select id from conflict where site_id = $1', [site.id])
  const { rows } = await pool.query('select id from operation where site_id = $1', [site.id])
  const preview = await previewKeptByStart(pool, tenant)
  const admin = await createTestAdmin(pool, [{ role: 'agent', siteId: site.id }])
  return {
    ...tenant,
    params: {
      site: site.publicId,
      directory: directory.publicId,
      key: key.prefix,
      person: await idOf('account', account),
      leaver: await idOf('account', await addAccount(pool, site.id, { email: 'leaver@example.com' })),
      group: await idOf('site_group', group),
      record: created.body.id,
      hold: 'no-email',
      // Of every site of a test.
      domain: 'example.com',
      otherGroup: await idOf('site_group', otherGroup),
      app: await addApp(pool, site.id, 'Wiki', [group]),
      operation: rows[0].id,
      preview,
      conflict: conflict.rows[0].id,
      deletedGroup: await deletedGroup(pool, api, scimDirectory),
      guardItem: await addGuardItem(pool, { siteId: site.id, directoryId: directory.id }, { accountKey: account }),
      admin: admin.split('_')[1] ?? '',
    },
  }
}

/** One that is not pruned, however many are asked for behind it. */
async function previewKeptByStart(pool: pg.Pool, { site, directory }: Tenant): Promise<string> {
  const id = await askForPreview(createKysely(pool), { siteId: site.id, directoryId: directory.id }, 'test')
  await pool.query(
    `insert into start (site_id, operation_id, directory_id, preview_id, state, records, began_seq, actor, began_at, report)
     values ($1, $2, $3, $4, 'finished', 0, 0, 'test', now(), '{"users": {}, "groups": {}, "equal": 0, "changed": 0, "unexplained": 0}')`,
    [site.id, uuidv7(), directory.id, id],
  )
  return id
}

/** One that the directory had and has deleted. @returns the id of its copy */
async function deletedGroup(pool: pg.Pool, api: TestApi, directory: TestDirectory): Promise<string> {
  const created: ScimAnswer = await api.scim(directory, 'POST', '/Groups', { schemas: [GROUP], displayName: 'Gone' })
  expect(created.status).toBe(201)
  expect((await api.scim(directory, 'DELETE', `/Groups/${created.body.id}`)).status).toBe(204)
  const { rows } = await pool.query(
    `select c.id from group_copy c join directory d on d.site_id = c.site_id
     where d.public_id = $1 and c.kind = 'deleted' order by c.key desc limit 1`,
    [directory.directoryPublicId],
  )
  return rows[0].id
}
