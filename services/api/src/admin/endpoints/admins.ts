/** Administrators: tokens of this API with their roles. For those who may manage all sites. */
import { type Admin, createAdmin, findAdmin, listAdmins, revokeAdmin } from '@syncline/core/storage/catalogue/admin.ts'
import { findSites } from '@syncline/core/storage/catalogue/site.ts'
import { pageOf } from '@syncline/core/storage/read/look.ts'
import { z } from 'zod'
import { type AdminEndpoint, globalEndpoint } from '../endpoint.ts'
import { PAGE_QUERY, pageAnswer, pageSchema, positionIn } from '../page.ts'
import { notFound } from '../problem.ts'
import { EXPIRES_IN_DAYS, ID, INSTANT, inDays, NAME, PREFIX, REASON, ROLE, STATE, stateOf } from '../schemas.ts'

const ADMIN = z
  .object({
    prefix: PREFIX,
    name: z.string(),
    state: STATE,
    createdAt: INSTANT,
    expiresAt: INSTANT,
    revokedAt: INSTANT.nullable(),
    roles: z.array(
      z.object({
        role: ROLE,
        site: z.object({ id: ID, name: z.string() }).nullable().describe('Null: all sites, also those to come.'),
      }),
    ),
  })
  .openapi('Admin')

const shown = (admin: Admin) => {
  const { prefix, name, createdAt, expiresAt, revokedAt } = admin
  const roles = admin.roles.map(({ role, site }) => ({
    role,
    site: site === null ? null : { id: site.publicId, name: site.name },
  }))
  return { prefix, name, state: stateOf(admin), createdAt, expiresAt, revokedAt, roles }
}

const tag = 'Administrators'

export const ADMIN_ENDPOINTS: readonly AdminEndpoint[] = [
  globalEndpoint({
    method: 'get',
    path: '/me',
    id: 'getMe',
    tag,
    summary: 'The token that asks, with its roles and sites',
    where: 'nowhere',
    needs: 'look-up',
    answer: ADMIN,
    run: async ({ admin }) => shown(admin),
  }),
  globalEndpoint({
    method: 'get',
    path: '/admins',
    id: 'listAdmins',
    tag,
    summary: 'All administrators, oldest first',
    where: 'everywhere',
    needs: 'manage',
    query: PAGE_QUERY,
    answer: pageSchema(ADMIN, 'AdminPage'),
    run: async ({ deps, query: { limit, cursor }, cursors }) => {
      const after = positionIn(cursors, cursor, z.number()) ?? 0
      const admins = await listAdmins(deps.db, { after, limit: limit + 1 })
      return pageAnswer(
        cursors,
        pageOf(admins, limit, ({ id }) => id),
        shown,
      )
    },
  }),
  globalEndpoint({
    method: 'post',
    path: '/admins',
    id: 'createAdmin',
    tag,
    summary: 'Create an administrator; the token is shown in this answer and never again',
    where: 'everywhere',
    needs: 'manage',
    body: z
      .object({
        name: NAME,
        expiresInDays: EXPIRES_IN_DAYS,
        roles: z
          .array(z.object({ role: ROLE, site: ID.nullable().describe('Null: all sites.') }))
          .min(1)
          .max(200),
        reason: REASON,
      })
      .openapi('NewAdmin'),
    status: 201,
    answer: ADMIN.extend({ token: z.string().describe('The secret.') }).openapi('CreatedAdmin'),
    run: async ({ deps, body: { name, expiresInDays, roles }, author }) => {
      const wanted = roles.flatMap(({ site }) => site ?? [])
      const sites = new Map((await findSites(deps.db, wanted)).map(({ publicId, id }) => [publicId, id]))
      const granted = roles.map(({ role, site }) => ({ role, siteId: site === null ? null : idOf(sites, site) }))
      const created = await createAdmin(deps.db, { name, expiresAt: inDays(expiresInDays), roles: granted }, author)
      return { ...shown(created), token: created.token }
    },
  }),
  globalEndpoint({
    method: 'get',
    path: '/admins/{admin}',
    id: 'getAdmin',
    tag,
    summary: 'One administrator, by prefix',
    where: 'everywhere',
    needs: 'manage',
    answer: ADMIN,
    run: async ({ deps, param }) => {
      const admin = await findAdmin(deps.db, { prefix: param('admin') })
      if (admin === undefined) throw notFound()
      return shown(admin)
    },
  }),
  globalEndpoint({
    method: 'post',
    path: '/admins/{admin}/revoke',
    id: 'revokeAdmin',
    tag,
    summary: 'Revoke an administrator',
    description: 'Refused everywhere within a second. Once more changes nothing.',
    where: 'everywhere',
    needs: 'manage',
    body: z.object({ reason: REASON }).openapi('AdminRevocation'),
    answer: ADMIN,
    run: async ({ deps, param, author }) => shown(await revokeAdmin(deps.db, { prefix: param('admin') }, author)),
  }),
]

function idOf(sites: ReadonlyMap<string, number>, publicId: string): number {
  const id = sites.get(publicId.toLowerCase())
  if (id === undefined) throw notFound()
  return id
}
