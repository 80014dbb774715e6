/**
 * Administrators: bearer tokens of the admin API with what they may do, and where. A token is shown once, kept as SHA-256,
 * expires, and is named by its prefix; several may have one name, so that one can be replaced without a gap.
 */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database } from '../schema.ts'
import type { AdminRole } from './admin-role.ts'
import { generateAdminToken } from './api-key.ts'
import { CatalogueError } from './catalogue-error.ts'
import { type Author, recordControlEvent } from './control-event.ts'
import { catalogueName } from './name.ts'

/** A role at one site, or at all of them, also those to come. */
export type AdminGrant = {
  readonly role: AdminRole
  readonly site: { readonly siteId: number; readonly publicId: string; readonly name: string } | null
}

export type Admin = {
  readonly id: number
  readonly name: string
  readonly prefix: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly roles: readonly AdminGrant[]
}

export type NewAdmin = {
  readonly name: string
  readonly expiresAt: Date
  /** At least one; `siteId` null: all sites. */
  readonly roles: readonly { readonly role: AdminRole; readonly siteId: number | null }[]
}

const ADMIN_COLUMNS = [
  'admin.id',
  'admin.name',
  'admin.prefix',
  'admin.created_at as createdAt',
  'admin.expires_at as expiresAt',
  'admin.revoked_at as revokedAt',
] as const

/**
 * The token itself is returned here and nowhere else.
 * @throws CatalogueError name-invalid, expiry-invalid, roles-invalid
 */
export async function createAdmin(
  db: Kysely<Database>,
  admin: NewAdmin,
  actor: Author,
): Promise<Admin & { readonly token: string }> {
  const { name } = catalogueName(admin.name)
  if (!(admin.expiresAt.getTime() > Date.now())) {
    throw new CatalogueError('expiry-invalid', 'The token would expire before it is used: give a time to come.')
  }
  if (admin.roles.length === 0) throw new CatalogueError('roles-invalid', 'A token without a role could do nothing.')
  const { key: token, prefix, hash } = generateAdminToken()
  return db.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('admin')
      .values({ name, prefix, hash, expires_at: admin.expiresAt })
      .returning('id')
      .executeTakeFirstOrThrow()
    await transaction
      .insertInto('admin_role')
      .values(admin.roles.map(({ role, siteId }) => ({ admin_id: id, site_id: siteId, role })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const created = await admins(transaction).where('admin.id', '=', id).executeTakeFirstOrThrow()
    await recordControlEvent(transaction, {
      actor,
      action: 'admin.created',
      siteId: null,
      directoryId: null,
      detail: {
        name,
        prefix,
        expiresAt: admin.expiresAt.toISOString(),
        roles: created.roles.map(({ role, site }) => ({ role, site: site?.publicId ?? null })),
      },
    })
    return { ...created, token }
  })
}

/** Oldest first. `after`: behind the one with that id. */
export async function listAdmins(
  db: Kysely<Database>,
  { after = 0, limit }: { readonly after?: number; readonly limit?: number } = {},
): Promise<Admin[]> {
  const query = admins(db).where('admin.id', '>', after).orderBy('admin.id')
  return (limit === undefined ? query : query.limit(limit)).execute()
}

/** Also an expired or revoked one: the caller judges by its own clock. */
export async function findAdmin(
  db: Kysely<Database>,
  by: { readonly hash: Buffer } | { readonly prefix: string },
): Promise<Admin | undefined> {
  const query = admins(db)
  return ('hash' in by ? query.where('hash', '=', by.hash) : query.where('prefix', '=', by.prefix)).executeTakeFirst()
}

/** Refused everywhere within a second. Once more changes nothing. @throws CatalogueError unknown-admin */
export async function revokeAdmin(
  db: Kysely<Database>,
  { prefix }: { readonly prefix: string },
  actor: Author,
): Promise<Admin> {
  return db.transaction().execute(async (transaction) => {
    const query = transaction.selectFrom('admin').where('prefix', '=', prefix).select(['id', 'revoked_at'])
    const found = await query.forUpdate().executeTakeFirst()
    if (found === undefined) throw new CatalogueError('unknown-admin', 'There is no administrator with this prefix.')
    if (found.revoked_at === null) {
      await transaction.updateTable('admin').set({ revoked_at: new Date() }).where('id', '=', found.id).execute()
    }
    const admin = await admins(transaction).where('admin.id', '=', found.id).executeTakeFirstOrThrow()
    if (found.revoked_at === null) {
      const detail = { name: admin.name, prefix }
      await recordControlEvent(transaction, { actor, action: 'admin.revoked', siteId: null, directoryId: null, detail })
    }
    return admin
  })
}

function admins(db: Kysely<Database>) {
  return db.selectFrom('admin').select(ADMIN_COLUMNS).select(rolesOfAdmin)
}

function rolesOfAdmin(eb: ExpressionBuilder<Database, 'admin'>) {
  return jsonArrayFrom(
    eb
      .selectFrom('admin_role')
      .leftJoin('site', 'site.id', 'admin_role.site_id')
      .whereRef('admin_role.admin_id', '=', 'admin.id')
      .select([
        'admin_role.role',
        sql<AdminGrant['site']>`case when site.id is not null then
          json_build_object('siteId', site.id, 'publicId', site.public_id, 'name', site.name) end`.as('site'),
      ])
      .orderBy('admin_role.id'),
  ).as('roles')
}
