/** What the middleware of the admin API hands to its endpoints, and what they work on. */
import type { HttpBindings } from '@hono/node-server'
import type { Logger } from '@syncline/core/runtime/logger.ts'
import type { TxtLookup } from '@syncline/core/runtime/txt-lookup.ts'
import type { Admin } from '@syncline/core/storage/catalogue/admin.ts'
import type { Database } from '@syncline/core/storage/schema.ts'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { CommandDesk } from '../commands/command-desk.ts'
import type { TokenCache } from '../credential-cache.ts'
import type { ScanLimit } from '../scim/scan-limit.ts'

export type AdminEnv = {
  Bindings: Partial<HttpBindings> | undefined
  Variables: { admin: Admin; tokenHash: Buffer }
}

export type AdminDeps = {
  readonly pool: pg.Pool
  /** Over the same pool. */
  readonly db: Kysely<Database>
  readonly admins: TokenCache<Admin>
  readonly logger: Logger
  readonly commands: Pick<CommandDesk, 'outcome'>
  /** There may be something to do at the site: after a commit. Never fails; the sweep makes up for it. */
  readonly wakeLane: (siteId: number) => void
  /** TXT records, for domains that sites claim. */
  readonly lookUp: TxtLookup
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: () => string
  /** How many admin requests use the database at a time: each of them one connection, so none may ask twice at once. */
  readonly turns: ScanLimit
}
