/** Roles of administrators: what each may do is in the admin API (services/api/src/admin/permission.ts). */
import type { AdminRoleTable } from '../catalogue-schema.ts'

/** `viewer` reads; `agent` looks one address up; `operator` runs things; `access` decides who reaches what; `admin` all. */
export const ADMIN_ROLES = ['viewer', 'agent', 'operator', 'access', 'admin'] as const
export type AdminRole = AdminRoleTable['role']
