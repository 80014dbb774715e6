/** Whether a decision about a conflict can be taken back (design: Conflicts, Undo), and why not, in words. */
import type { ConflictDecision, ConflictState } from './conflict.ts'
import { COPY_DAYS } from './group-copy.ts'

export const NOT_UNDONE = [
  'not-resolved',
  'expired',
  'disconnected',
  'paused',
  'later-decision',
  'group-deleted',
  'guarded',
  'name-taken',
] as const
export type NotUndone = (typeof NOT_UNDONE)[number]

const DAY_MS = 86_400_000

/** As they are now. */
export type UndoFacts = {
  readonly state: ConflictState
  readonly decision: ConflictDecision | null
  /** When it was carried out. */
  readonly closedAt: Date | null
  readonly now: Date
  readonly isConnected: boolean
  readonly isPaused: boolean
  /** Id of the conflict whose decision came later, about the same record or the same group of the site. */
  readonly laterDecision: string | null
  /** There is the group of the site that the decision changed or made. */
  readonly hasGroup: boolean
  /** It is about a name, and the directory has deleted its group, which the guard holds back. */
  readonly isGuarded: boolean
  /** The group would get its former name back, and another group has it. */
  readonly isNameTaken: boolean
}

export type UndoRefusal = { readonly reason: NotUndone; readonly sentence: string }

/** Null: it can be taken back. One that is taken back already is not asked about. */
export function whyNotUndone(facts: UndoFacts): UndoRefusal | null {
  const reason = reasonOf(facts)
  if (reason === null) return null
  const sentence = SENTENCES[reason]
  return {
    reason,
    sentence: facts.laterDecision === null ? sentence : sentence.replace('{later}', facts.laterDecision),
  }
}

/** Until when it can be taken back. */
export function undoneUntil(closedAt: Date): Date {
  return new Date(closedAt.getTime() + COPY_DAYS * DAY_MS)
}

function reasonOf(facts: UndoFacts): NotUndone | null {
  const { state, closedAt, decision } = facts
  if (state !== 'resolved' || closedAt === null) return 'not-resolved'
  if (undoneUntil(closedAt) <= facts.now) return 'expired'
  if (!facts.isConnected) return 'disconnected'
  if (facts.isPaused) return 'paused'
  if (facts.laterDecision !== null) return 'later-decision'
  // Whoever kept a group has changed none.
  if (decision !== 'keep' && !facts.hasGroup) return 'group-deleted'
  if (facts.isGuarded) return 'guarded'
  return facts.isNameTaken ? 'name-taken' : null
}

const SENTENCES: Readonly<Record<NotUndone, string>> = {
  'not-resolved': 'Nothing was decided about it that could be taken back.',
  expired: `It was decided more than ${COPY_DAYS} days ago.`,
  disconnected: 'Its directory is disconnected, and its groups are local.',
  paused: 'The directory is paused. Resume it first.',
  'later-decision': 'There was another decision about it later. Undo that of the conflict {later} first.',
  'group-deleted': 'The group was deleted since. Restore it instead.',
  guarded: 'The directory has deleted its group, and that waits in the guard. Release or reject it first.',
  'name-taken': 'The group would get its former name back, and another group has it. Rename that one first.',
}
