/** What the roles of administrators allow, and where. */
import type { Admin } from '@syncline/core/storage/catalogue/admin.ts'
import type { AdminRole } from '@syncline/core/storage/catalogue/admin-role.ts'

/**
 * `look-up`: ask about one address. `read`: see everything of a site. `operate`: keep it running. `decide`: who reaches what.
 * `manage`: sites, directories, keys, administrators.
 */
export type Permission = 'look-up' | 'read' | 'operate' | 'decide' | 'manage'

const PERMISSIONS: Readonly<Record<AdminRole, readonly Permission[]>> = {
  agent: ['look-up'],
  viewer: ['look-up', 'read'],
  operator: ['look-up', 'read', 'operate'],
  access: ['look-up', 'read', 'decide'],
  admin: ['look-up', 'read', 'operate', 'decide', 'manage'],
}

export function rolesWith(permission: Permission): AdminRole[] {
  return Object.entries(PERMISSIONS)
    .filter(([, permissions]) => permissions.includes(permission))
    .map(([role]) => role as AdminRole)
}

/** A role at the site, whatever it allows: to everybody else the site does not exist. */
export function knowsSite(admin: Admin, siteId: number): boolean {
  return admin.roles.some(({ site }) => site === null || site.siteId === siteId)
}

export function mayAtSite(admin: Admin, permission: Permission, siteId: number): boolean {
  return admin.roles.some(
    ({ role, site }) => (site === null || site.siteId === siteId) && PERMISSIONS[role].includes(permission),
  )
}

/** At all sites, also those to come: for what belongs to no site. */
export function mayEverywhere(admin: Admin, permission: Permission): boolean {
  return admin.roles.some(({ role, site }) => site === null && PERMISSIONS[role].includes(permission))
}

/** Where the admin may do it: `null` is everywhere, and an empty list nowhere. */
export function sitesWith(admin: Admin, permission: Permission): readonly number[] | null {
  if (mayEverywhere(admin, permission)) return null
  const allowing = admin.roles.filter(({ role }) => PERMISSIONS[role].includes(permission))
  return allowing.flatMap(({ site }) => (site === null ? [] : [site.siteId]))
}
