/** A clash between a group of a directory and a group of the site, and what is decided about it (design: Conflicts). */
import type { ConflictKind } from './group-conflict.ts'
import type { Key } from './record.ts'

export const CONFLICT_DECISIONS = ['accept', 'merge', 'keep', 'rename'] as const
export type ConflictDecision = (typeof CONFLICT_DECISIONS)[number]

/**
 * `decided`: to be carried out when the record is projected. `superseded`: what clashed does no longer, or the directory is
 * disconnected. `undone`: the decision was taken back.
 */
export const CONFLICT_STATES = ['open', 'decided', 'resolved', 'superseded', 'undone'] as const
export type ConflictState = (typeof CONFLICT_STATES)[number]

/** Open conflicts of a directory, of a kind, or with a group that a former directory of the site left local; each may be left out. */
export type ConflictFilter = {
  readonly directoryId?: number
  readonly kind?: ConflictKind
  readonly leftLocal?: boolean
  /** They were looked at when so much of the site's history was applied. Default: nobody has. */
  readonly asOf?: number
}

export function filterName({ directoryId, kind, leftLocal = false, asOf }: ConflictFilter): string {
  return `${directoryId ?? ''}/${kind ?? ''}/${leftLocal}/${asOf ?? ''}`
}

/** Of a record one is open or decided at most. */
export type Conflict = {
  readonly key: Key
  readonly id: string
  readonly directoryId: number
  readonly recordKey: Key
  readonly recordId: string
  /** The site's group in its way. */
  readonly siteGroupKey: Key
  readonly siteGroupId: string
  readonly kind: ConflictKind
  /** The name that the record wants, and folded. */
  readonly name: string
  readonly nameKey: string
  readonly state: ConflictState
  /** Raised by whatever changes what is to be decided; who decides names the one that was looked at. */
  readonly version: number
  readonly decision: ConflictDecision | null
  /** Of `rename`. */
  readonly givenName: string | null
  /** An administrator, or `policy`. */
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decidedIn: string | null
  readonly firstSeen: Date
  readonly closedAt: Date | null
}
