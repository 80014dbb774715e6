/** Names at the site that a group of a directory cannot have: which kind of conflict that is. */
import type { HoldKind, SiteGroup } from './record.ts'

export const CONFLICT_KINDS = ['local-group', 'owned-by-other-directory', 'rename-clash', 'default-group'] as const
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/**
 * It follows from what the record and the site's group are today; the row of the conflict is brought up to it.
 * @param isLinked the record has a group at the site already, and only its new name is in the way
 * @param taken the site's group with the name; another synced one is somebody else's, even if of the same directory
 */
export function conflictKind(isLinked: boolean, taken: Pick<SiteGroup, 'source' | 'defaultAccess'>): ConflictKind {
  if (isLinked) return 'rename-clash'
  if (taken.defaultAccess) return 'default-group'
  return taken.source === 'local' ? 'local-group' : 'owned-by-other-directory'
}

/** The hold that a conflict of the kind is. */
export function holdOfConflict(kind: ConflictKind): HoldKind {
  return kind === 'default-group' ? 'default-group' : 'conflict'
}
