/** What answers of the admin API are made of. Names are those of the document. */
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi'
import { ADMIN_ROLES } from '@syncline/core/storage/catalogue/admin-role.ts'
import { z } from 'zod'

// Adds `.openapi()`, which names a schema in the document.
extendZodWithOpenApi(z)

export const ID = z.uuid().describe('Public id.')
export const INSTANT = z.iso.datetime({ offset: true })
export const AUDIENCE = z.enum(['workforce', 'customers'])
export const MODE = z.enum(['lenient', 'strict'])
export const PREFIX = z.string().describe('Names the key in lists and logs; no secret.')
export const STATE = z.enum(['valid', 'expired', 'revoked'])
export const ANY_OBJECT = z.record(z.string(), z.unknown())
export const ROLE = z.enum(ADMIN_ROLES)

export const CLASS = z.enum(['managed', 'external', 'portal-only'])
export const SOURCE = z.enum(['local', 'synced'])
export const ORIGIN = z
  .object({ kind: z.enum(['local', 'directory', 'guard']), directory: ID.optional() })
  .describe(
    'Where a membership comes from: of the site itself, or of a directory. `guard`: the directory has it no longer, and the deprovisioning guard keeps it.',
  )
export const APP_KIND = z
  .enum(['app', 'project'])
  .describe('Apps are for groups of the workforce, projects for organizations of customers.')
export const SITE_POSITION = z.object({ key: z.string(), audience: z.string() })

export const NAME = z
  .string()
  .min(1)
  .max(200)
  .describe('Shown as given; compared without case, width and outer spaces.')
export const REASON = z.string().trim().max(500).optional().describe('Why; kept with the control event.')
/** Of what nobody should do without saying why. */
export const REASON_NEEDED = z.string().trim().min(1).max(500).describe('Why; kept with the control event.')
export const EXPIRES_IN_DAYS = z.int().min(1).max(3_650).default(365)

/** Of a key or token, now. */
export function stateOf({
  revokedAt,
  expiresAt,
}: {
  readonly revokedAt: Date | null
  readonly expiresAt: Date
}): z.output<typeof STATE> {
  if (revokedAt !== null) return 'revoked'
  return expiresAt.getTime() <= Date.now() ? 'expired' : 'valid'
}

export function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}
