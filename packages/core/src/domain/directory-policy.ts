/** What the plan has to know of a directory, and of the site as a whole: settings, not people. */
import type { SchemaSet } from '../scim/resource-type.ts'
import type { GuardLimit } from './guard-loss.ts'
import type { Audience, Mode } from './operation.ts'
import type { Key } from './record.ts'

/** How far the records of a directory reach the site (design: Review before the first sync). */
export type DirectoryPhase = 'reviewing' | 'starting' | 'syncing' | 'disconnected'
/** `hold`: operations are applied, nothing reaches the site. `refuse`: writes are not accepted. */
export type PauseMode = 'hold' | 'refuse'
/** What becomes of people whose address is on none of the verified domains. */
export type ExternalUsers = 'sync' | 'review' | 'ignore'

/** What becomes of a group, new to the sync, whose name another group of the site has. */
export type ClashingGroups = 'review' | 'sync' | 'skip' | 'refuse'

export type DirectoryPolicy = {
  readonly id: number
  readonly audience: Audience
  readonly mode: Mode
  readonly schemas: SchemaSet
  /** What becomes of a member or manager that is named and does not exist: the operation is refused, or it is left out. */
  readonly unknownReferences: 'refuse' | 'skip'
  readonly phase: DirectoryPhase
  /** While it is `starting`: records up to this key have left the review. */
  readonly walkedTo: Key
  readonly paused: PauseMode | null
  readonly externalUsers: ExternalUsers
  /** A new record with the externalId of a live one: kept and held, or refused with 409. */
  readonly duplicateExternalIds: 'hold' | 'refuse'
  readonly clashingGroups: ClashingGroups
  /** How many may lose access by it in a day before the others are held; null: any number. */
  readonly guard: GuardLimit | null
}

export type SitePolicy = {
  /** Verified domains in ASCII and small letters, with the directory that each is assigned to. */
  readonly domains: ReadonlyMap<string, number | null>
  /** Folded names of groups that never reach the site. */
  readonly builtInNames: ReadonlySet<string>
  /** The same for all directories together, but for those whose own guard is off. */
  readonly guard: GuardLimit | null
}
