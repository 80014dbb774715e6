/** Items of the deprovisioning guard in words: what the directory has taken away, and what comes of it. */
import type { GuardItemKind, GuardItemState } from './guard-item.ts'

type Facts = {
  readonly kind: GuardItemKind
  readonly state: GuardItemState
  /** Who loses by it. */
  readonly people: number
}

const LOSSES: Readonly<Record<GuardItemKind, (people: string) => string>> = {
  deactivated: () => 'Switched off in the directory',
  deleted: () => 'Deleted in the directory',
  'left-access': () => 'Taken out of the last group that gives access to an app or project',
  'group-deleted': (people) => `Deleted in the directory: the only way in of ${people}`,
  'group-emptied': (people) => `Emptied in the directory: the only way in of ${people}`,
}

const BECOMES: Readonly<Record<GuardItemState | 'rejecting', string>> = {
  held: 'the site keeps it as it was until somebody releases or rejects it.',
  releasing: 'released, and carried out in a step of the lane.',
  rejecting: 'rejected, to be carried out in a step of the lane.',
  rejected: 'rejected: it stays as it was until the directory changes it again.',
  released: 'released, and carried out.',
  ended: 'ended by the directory.',
  superseded: 'superseded.',
}

const CLOSED_BY_REJECTION = 'rejected: it belongs to the site alone.'

/** One sentence. */
export function guardItemText({ kind, state, people }: Facts, isClosed: boolean): string {
  const becomes = state === 'rejected' && isClosed ? CLOSED_BY_REJECTION : BECOMES[state]
  return `${LOSSES[kind](people === 1 ? 'one person' : `${people} people`)}; ${becomes}`
}

/** What an administrator can still say. */
export function guardDecisions(state: GuardItemState, isClosed: boolean): readonly ('release' | 'reject')[] {
  if (state === 'held') return ['release', 'reject']
  return state === 'rejected' && !isClosed ? ['release'] : []
}
