/** What a plan is made under: the time, the settings, and where keys and ids come from. */
import type { LoadedBulks } from './bulk.ts'
import type { DirectoryPolicy, SitePolicy } from './directory-policy.ts'
import type { Key } from './record.ts'

export type PlanContext = {
  /** The time of the batch by the database clock. */
  readonly now: Date
  /** The first row key that is free in this site. */
  readonly nextKey: Key
  readonly site: SitePolicy
  readonly directories: ReadonlyMap<number, DirectoryPolicy>
  /** Credentials that were revoked together with what they had sent. Default: none. */
  readonly droppedCredentials?: ReadonlySet<number>
  /** Of the Bulk requests that operations belong to; absent when none does. */
  readonly bulks?: LoadedBulks
  /** Somebody has lost access in the last day, or the guard holds something: only then is it looked for. */
  readonly guarding: boolean
  /** How many links of a chain of records that wait for one another a batch takes at once. Default: `CHAIN_LINKS`. */
  readonly chainLinks?: number
  /** Makes public ids of accounts and site groups (uuidv7). */
  readonly newId: () => string
}
