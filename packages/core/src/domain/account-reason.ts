/** Why an account is as it is, in words: the side of the person; `status.ts` has that of the records. */
import type { RecordStatus } from './status.ts'

export type AccountFacts = {
  readonly active: boolean
  readonly switchedOffBy: 'directory' | 'admin' | null
  /** Of the record that owns it; null: nobody does. */
  readonly owner: RecordStatus | null
  /** Records whose groups count for it. */
  readonly members: number
}

export function accountReason({ active, switchedOffBy, owner, members }: AccountFacts): string {
  if (switchedOffBy === 'admin') return 'An administrator switched it off. Ends when an administrator switches it on.'
  if (owner !== null) return owner.reason
  if (!active) {
    return 'It is off because the user that owned it is gone from its directory. Ends when that user comes back, another one is linked to it, or an administrator switches it on.'
  }
  if (members > 0)
    return 'No user of a directory owns it, so its profile is edited here; groups of its member links count.'
  return 'It comes from no directory: it was made here or imported, or its user was unlinked. It is edited here.'
}
