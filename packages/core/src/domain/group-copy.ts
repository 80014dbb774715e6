/** What a decision took away from a group of the site, or a deletion: undo and restore read nothing else (design: Conflicts). */
import type { Audience } from './operation.ts'
import type { Key, SiteGroup } from './record.ts'

/** For so long a decision can be undone and a group restored. */
export const COPY_DAYS = 30

/** A grant that ended with the group. */
export type CopiedGrant = {
  /** Id of the app or project. */
  readonly app: string
  /** RFC 3339. */
  readonly grantedAt: string
  readonly grantedBy: string
}

/** Its members are rows of their own, which no plan reads. */
export type GroupCopy = {
  readonly key: Key
  readonly id: string
  /** What it was made for: `decision` of the conflict, `deleted`: of the group. */
  readonly kind: 'decision' | 'deleted'
  readonly conflictKey: Key | null
  readonly siteGroupKey: Key
  readonly siteGroupId: string
  readonly audience: Audience
  /** As the group was before. */
  readonly name: string
  readonly source: SiteGroup['source']
  readonly defaultAccess: boolean
  /** The decision made the group. */
  readonly madeGroup: boolean
  readonly grants: readonly CopiedGrant[]
  readonly operationId: string
  readonly madeAt: Date
  readonly expiresAt: Date
  /** When it was taken back or restored. */
  readonly usedAt: Date | null
}

/** Most people of a copy that are named one by one as not restored. */
export const MOST_LOSSES = 1_000

/** `gone`: the account is there no longer. `switched-off`: back in the group, and without access while it is off. */
export type CopyLoss = {
  readonly accountId: string | null
  readonly name: string | null
  readonly reason: 'gone' | 'switched-off'
}

/** Of whom a copy has, those who do not come back as they were: MOST_LOSSES of them, and how many there are. */
export type CopyLosses = {
  readonly copyKey: Key
  /** People in the copy. */
  readonly people: number
  readonly gone: number
  readonly switchedOff: number
  readonly named: readonly CopyLoss[]
}
