/** Which decisions a conflict allows (design: Conflicts, the table), and of the others why not and what to do instead. */
import { CONFLICT_DECISIONS, type ConflictDecision } from './conflict.ts'
import type { ConflictKind } from './group-conflict.ts'

/** The basis of the hold `detached` where it was decided to keep the site's group as it is. */
export const KEPT = 'kept'

const DEFAULT_GROUP =
  'The group gives access to everybody by default, and no directory may fill it. Take the default access away first; or keep it, or give the new group another name.'
const RENAME_CLASH =
  'The group is linked already, and only its new name is taken. Keep the old name at the site, or give it another one.'

const REFUSALS: Readonly<Record<ConflictKind, Partial<Record<ConflictDecision, string>>>> = {
  'local-group': {},
  'owned-by-other-directory': {
    accept: 'Another directory fills the group. Make that group local first, or move it; then accept.',
    merge: 'Another directory fills the group. Make that group local first, or move it; then merge.',
  },
  'default-group': { accept: DEFAULT_GROUP, merge: DEFAULT_GROUP },
  'rename-clash': { accept: RENAME_CLASH, merge: RENAME_CLASH },
}

export function possibleDecisions(kind: ConflictKind): ConflictDecision[] {
  return CONFLICT_DECISIONS.filter((decision) => refusalOf(kind, decision) === null)
}

/** In words for an administrator; null: it is possible. */
export function refusalOf(kind: ConflictKind, decision: ConflictDecision): string | null {
  return REFUSALS[kind][decision] ?? null
}

/**
 * Why nothing was done about a conflict. `changed`: since it was looked at. `closed`: nobody waits for a decision any more.
 * `decided`: that has been decided already.
 */
export const NOT_DECIDED = [
  'not-found',
  'changed',
  'closed',
  'decided',
  'not-possible',
  'name-taken',
  'name-needed',
  'paused',
] as const
export type NotDecided = (typeof NOT_DECIDED)[number]

/** In words for an administrator. @param kind of the conflict, null when there is none */
export function whyNotDecided(reason: NotDecided, kind: ConflictKind | null, decision: ConflictDecision): string {
  if (reason === 'not-possible' && kind !== null) return refusalOf(kind, decision) ?? SENTENCES[reason]
  return SENTENCES[reason]
}

const SENTENCES: Readonly<Record<NotDecided, string>> = {
  'not-found': 'The site has no such conflict.',
  changed: 'The conflict has changed since it was looked at. Look at it again.',
  closed: 'The conflict is closed: it was decided otherwise, or there is no clash any more. Undo the decision first.',
  decided: 'That has been decided already.',
  'not-possible': 'A conflict of this kind cannot be decided so.',
  'name-taken': 'The name is not free: another group has it, or it stands for the administration. Choose another one.',
  'name-needed':
    'To rename takes a new name for each conflict, of up to 1,000 characters and without broken Unicode in it.',
  paused: 'The directory is paused. Resume it first.',
}
