/** `syncline admin create|list|revoke`. The first administrator is made here, on the machine itself. */
import {
  type Admin,
  type AdminGrant,
  createAdmin,
  listAdmins,
  revokeAdmin,
} from '@syncline/core/storage/catalogue/admin.ts'
import type { AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'
import { type CliContext, writeJson, writeLine } from '../context.ts'
import { renderTable } from '../table.ts'
import { cliActor } from './actor.ts'
import { chooseSite } from './choose.ts'
import { dateText } from './date-text.ts'
import { listedPrefix } from './listed-prefix.ts'
import type { OutputOptions } from './site.ts'
import { withCatalogue } from './with-catalogue.ts'

const DAY_MS = 86_400_000

export type AdminRevokeOptions = OutputOptions & { readonly reason?: string }
export type NewAdminOptions = AdminRevokeOptions & {
  readonly role: readonly AdminRole[]
  readonly site?: readonly string[]
  readonly days: number
}

export async function createAdminVerb(context: CliContext, name: string, options: NewAdminOptions): Promise<void> {
  const expiresAt = new Date(Date.now() + options.days * DAY_MS)
  const admin = await withCatalogue(context, async (db) => {
    const sites = options.site && (await Promise.all(options.site.map((site) => chooseSite(db, site))))
    const siteIds = sites?.map(({ id }) => id) ?? [null]
    const roles = options.role.flatMap((role) => siteIds.map((siteId) => ({ role, siteId })))
    return createAdmin(db, { name, expiresAt, roles }, author(options))
  })
  if (options.json) return writeJson(context.stdout, { ...shownAdmin(admin), token: admin.token })
  writeLine(context.stdout, `Created administrator "${admin.name}": ${admin.roles.map(grantText).join(', ')}.`)
  writeLine(context.stdout, `Token: ${admin.token}`)
  writeLine(context.stdout, `It expires on ${dateText(expiresAt)} and is not shown again.`)
}

export async function listAdminsVerb(context: CliContext, { json }: OutputOptions): Promise<void> {
  const admins = (await withCatalogue(context, (db) => listAdmins(db))).map(shownAdmin)
  if (json) return writeJson(context.stdout, admins)
  if (admins.length === 0) {
    return writeLine(
      context.stdout,
      'There is no administrator yet; create one: syncline admin create <name> --role admin',
    )
  }
  const rows = admins.map(({ prefix, name, roles, expiresAt, state }) => [
    `syncadm_${prefix}_…`,
    name,
    roles.map(({ role, site }) => `${role}${site === null ? '' : ` (${site.name})`}`).join(', '),
    dateText(expiresAt),
    state,
  ])
  const head = ['Token', 'Name', 'Roles', 'Expires', 'State']
  writeLine(context.stdout, renderTable({ head, rows, widths: [20, 18, 20, 12, 9] }))
}

/** Takes the prefix as it is listed too: `syncadm_<prefix>_…`. */
export async function revokeAdminVerb(context: CliContext, listed: string, options: AdminRevokeOptions): Promise<void> {
  const prefix = listedPrefix(listed, 'syncadm', 'syncline admin list')
  const admin = await withCatalogue(context, (db) => revokeAdmin(db, { prefix }, author(options)))
  if (options.json) return writeJson(context.stdout, shownAdmin(admin))
  writeLine(context.stdout, `Revoked the token of "${admin.name}" (syncadm_${admin.prefix}_…).`)
}

function author({ reason }: AdminRevokeOptions) {
  return { actor: cliActor(), reason: reason ?? null }
}

function grantText({ role, site }: AdminGrant): string {
  return site === null ? `${role} of all sites` : `${role} of "${site.name}"`
}

function shownAdmin({ prefix, name, roles, createdAt, expiresAt, revokedAt }: Admin) {
  const state = revokedAt !== null ? 'revoked' : expiresAt.getTime() <= Date.now() ? 'expired' : 'valid'
  const shown = roles.map(({ role, site }) => ({ role, site: site && { id: site.publicId, name: site.name } }))
  return { prefix, name, roles: shown, createdAt, expiresAt, state }
}
